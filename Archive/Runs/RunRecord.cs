namespace StreamingTracker.Backup.Archive.Runs;

/// <summary>What the run history says of one run that has ended (docs/format.md, "The run history").</summary>
public sealed record RunRecord
{
    /// <summary>The run: 32 lower-case hexadecimal digits.</summary>
    public required string RunId { get; init; }

    /// <summary>What it was.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>How it ended.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>What asked for it: <c>manual</c> or <c>scheduled</c>.</summary>
    public required string Trigger { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, by the monotonic clock.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Which process ran it.</summary>
    public required string RunBy { get; init; }

    /// <summary>Its trace, 32 hexadecimal digits; null when nothing was traced.</summary>
    public string? TraceId { get; init; }

    /// <summary>How often it was tried, from 1; 0 for one that was refused before it began.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>The backup it made, restored or verified; null for none or several.</summary>
    public string? Backup { get; init; }

    /// <summary>The database; null when it was never reached or none was needed.</summary>
    public string? Database { get; init; }

    /// <summary>Nodes that it dealt with.</summary>
    public long Nodes { get; init; }

    /// <summary>Relationships that it dealt with.</summary>
    public long Relationships { get; init; }

    /// <summary>Bytes of backup that it wrote or read.</summary>
    public long Bytes { get; init; }

    /// <summary>Of a backup: whether it is one state of the database; null for other runs.</summary>
    public bool? Exact { get; init; }

    /// <summary>Of a restore: the backup of what was there before; null for none.</summary>
    public string? SafetyBackup { get; init; }

    /// <summary>Of a restore that ends an unfinished one: <c>resume</c> or <c>rollback</c>; null for other runs.</summary>
    public string? Recovery { get; init; }

    /// <summary>Of a verification: how many backups were read whole; null for other runs.</summary>
    public int? Verified { get; init; }

    /// <summary>Of a verification: the backups that are not sound, as far as it got; null for none.</summary>
    public IReadOnlyList<string>? Unsound { get; init; }

    /// <summary>The backups that it has removed, since no rule kept them; null for none.</summary>
    public IReadOnlyList<string>? Removed { get; init; }

    /// <summary>Of a backup: why those that no rule keeps were not all removed after it; null when they were, or were not to be.</summary>
    public RunRecordFailure? RetentionFailure { get; init; }

    /// <summary>Why it did not end well; null when it did.</summary>
    public RunRecordFailure? Failure { get; init; }

    /// <summary>Its phases, in the order in which they began.</summary>
    public IReadOnlyList<RunRecordPhase> Phases { get; init; } = [];
}

/// <summary>Why a run did not end well.</summary>
/// <param name="Code">One word or two for programs, such as <c>unreachable</c>.</param>
/// <param name="Message">What went wrong, as a sentence without any secret.</param>
/// <param name="Remedy">What can be done about it, as a sentence.</param>
public sealed record RunRecordFailure(string Code, string Message, string Remedy);

/// <summary>A phase of a run.</summary>
/// <param name="Name">Such as <c>export.nodes</c>.</param>
/// <param name="StartedAfter">Since the run began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Entities">Nodes and relationships that it dealt with; 0 for a phase that deals with none.</param>
public sealed record RunRecordPhase(string Name, TimeSpan StartedAfter, TimeSpan Duration, long Entities);

/// <summary>What a run is; in JSON its name in lower case.</summary>
public enum RunKind
{
    /// <summary>Makes a backup.</summary>
    Backup,

    /// <summary>Replaces what a database holds by a backup.</summary>
    Restore,

    /// <summary>Reads backups whole.</summary>
    Verify,

    /// <summary>Removes backups that no rule keeps.</summary>
    Prune,
}

/// <summary>How a run ended; in JSON its name in lower case.</summary>
public enum RunOutcome
{
    /// <summary>It did what it was asked for.</summary>
    Completed,

    /// <summary>It did not.</summary>
    Failed,

    /// <summary>It was not begun, on purpose.</summary>
    Refused,

    /// <summary>Somebody stopped it.</summary>
    Interrupted,
}
