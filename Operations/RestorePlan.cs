using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Operations;

/// <summary>What a restore would do: which backup, found sound, would replace what. Nothing has been touched yet.</summary>
public sealed record RestorePlan
{
    /// <summary>Said before every restore.</summary>
    public const string UsersNotice =
        "Neo4j keeps its own users and passwords in another database, which is in no backup: they stay as they are.";

    /// <summary>The backup.</summary>
    public required ArchivedBackup Backup { get; init; }

    /// <summary>What verification found in it: what will be there.</summary>
    public required VerifiedBackup Verified { get; init; }

    /// <summary>Where the database is.</summary>
    public required BoltAddress Address { get; init; }

    /// <summary>The database and how much it holds now: what will be lost.</summary>
    public required DatabaseFacts Database { get; init; }

    /// <summary>The schema it has now.</summary>
    public required GraphSchema Schema { get; init; }

    /// <summary>How it would be loaded.</summary>
    public required ImportOptions Import { get; init; }

    /// <summary>Whether the data changes at once, so that nobody ever sees half of it; else batch by batch.</summary>
    public bool InOneTransaction => GraphImporter.FitsOneTransaction(Database, Verified.Counts, Import);

    /// <summary>Whether the database holds nothing to lose: no data, and no schema beyond the look-up indexes of a new one.</summary>
    public bool DatabaseIsEmpty =>
        Database is { Nodes: 0, Relationships: 0 } && Schema.Constraints.Count == 0 && Schema.Indexes.All(index => index.Kind == "LOOKUP");

    /// <summary>What whoever confirms should know: what the backup's kind could not hold, and what no backup holds.</summary>
    public IReadOnlyList<string> Notices => [.. Verified.Losses, UsersNotice];
}

/// <summary>How a restore is done.</summary>
public sealed record RestoreOptions
{
    /// <summary>Whether to back up what is there first, unless there is nothing. Default: true.</summary>
    public bool SafetyBackup { get; init; } = true;
}

/// <summary>A restore that was done and proven.</summary>
public sealed record RestoreResult
{
    /// <summary>The run, 32 hexadecimal digits.</summary>
    public required string RunId { get; init; }

    /// <summary>What was planned.</summary>
    public required RestorePlan Plan { get; init; }

    /// <summary>The backup of what was there before; null when there was nothing, or none was wanted.</summary>
    public required BackupResult? SafetyBackup { get; init; }

    /// <summary>What was loaded.</summary>
    public required ImportResult Import { get; init; }

    /// <summary>What was read back from the database: equal to what the backup holds.</summary>
    public required GraphCounts Proven { get; init; }

    /// <summary>How long it took, from the confirmation on.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Its phases, in their order; those of the safety backup apart.</summary>
    public required IReadOnlyList<RunRecordPhase> Phases { get; init; }
}
