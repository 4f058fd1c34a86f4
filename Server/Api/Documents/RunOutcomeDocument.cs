using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Server.Api.Documents;

/// <summary>What became of a run.</summary>
public sealed record RunOutcomeDocument
{
    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Which process ran it.</summary>
    public required string RunBy { get; init; }

    /// <summary>Its trace; null when nothing was traced.</summary>
    public required string? TraceId { get; init; }

    /// <summary>The backup it made, restored or verified; null for none or several.</summary>
    public required string? Backup { get; init; }

    /// <summary>The database; null when it was never reached or none was needed.</summary>
    public required string? Database { get; init; }

    /// <summary>Nodes that it dealt with.</summary>
    public required long Nodes { get; init; }

    /// <summary>Relationships that it dealt with.</summary>
    public required long Relationships { get; init; }

    /// <summary>Bytes of backup that it wrote or read.</summary>
    public required long Bytes { get; init; }

    /// <summary>Of a backup: whether it is one state of the database; null for other runs.</summary>
    public required bool? Exact { get; init; }

    /// <summary>Of a restore: the backup of what was there before; null for none.</summary>
    public required string? SafetyBackup { get; init; }

    /// <summary>Of a restore that ends an unfinished one: <c>resume</c> or <c>rollback</c>; null for other runs.</summary>
    public required string? Recovery { get; init; }

    /// <summary>The backups that it has removed, since no rule kept them; null for none.</summary>
    public required IReadOnlyList<string>? Removed { get; init; }

    /// <summary>Of a backup: why those that no rule keeps were not all removed after it; null when they were, or were not to be.</summary>
    public required RunRecordFailure? RetentionFailure { get; init; }

    /// <summary>Why it did not end well; null when it did.</summary>
    public required RunRecordFailure? Failure { get; init; }

    /// <summary>Its phases, in the order in which they began.</summary>
    public required IReadOnlyList<RunPhaseDocument> Phases { get; init; }

    /// <summary>The document of a line of the history.</summary>
    public static RunOutcomeDocument Of(RunRecord run) => new()
    {
        StartedAt = run.StartedAt,
        Seconds = run.Duration.TotalSeconds,
        RunBy = run.RunBy,
        TraceId = run.TraceId,
        Backup = run.Backup,
        Database = run.Database,
        Nodes = run.Nodes,
        Relationships = run.Relationships,
        Bytes = run.Bytes,
        Exact = run.Exact,
        SafetyBackup = run.SafetyBackup,
        Recovery = run.Recovery,
        Removed = run.Removed,
        RetentionFailure = run.RetentionFailure,
        Failure = run.Failure,
        Phases =
        [
            .. run.Phases.Select(phase => new RunPhaseDocument(
                phase.Name, phase.StartedAfter.TotalSeconds, phase.Duration.TotalSeconds, phase.Entities)),
        ],
    };
}

/// <summary>A phase of a run.</summary>
/// <param name="Name">Such as <c>export.nodes</c>.</param>
/// <param name="StartedAfterSeconds">Since the run began.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Entities">Nodes and relationships that it dealt with; 0 for a phase that deals with none.</param>
public sealed record RunPhaseDocument(string Name, double StartedAfterSeconds, double Seconds, long Entities);
