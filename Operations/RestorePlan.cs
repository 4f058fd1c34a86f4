using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Operations;

/// <summary>What a restore would do: which backup, found sound, would replace what. Nothing has been touched yet.</summary>
public sealed record RestorePlan
{
    private const string OtherDatabaseNotice =
        "This is another database of that name than the one that the unfinished restore began with: its id is another.";

    /// <summary>Said before every restore.</summary>
    public const string UsersNotice =
        "Neo4j keeps its own users and passwords in another database, which is in no backup: they stay as they are.";

    /// <summary>What is asked for.</summary>
    public RestoreWay Way { get; init; } = RestoreWay.Restore;

    /// <summary>The journal of the unfinished restore that is to be brought to an end; null for a restore of its own.</summary>
    public RestoreJournal? Journal { get; init; }

    /// <summary>The backup; null where a rollback empties the database, since there was nothing in it.</summary>
    public required ArchivedBackup? Backup { get; init; }

    /// <summary>What people call what will be there.</summary>
    public string BackupName => Backup?.Name ?? "nothing";

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

    /// <summary>Opens what will be loaded, at its beginning.</summary>
    internal BackupReader OpenReader() => Backup?.OpenReader(Verified) ?? BackupReader.OfNothing();

    /// <summary>What whoever confirms should know: what the backup's kind could not hold, and what no backup holds.</summary>
    public IReadOnlyList<string> Notices => [.. Verified.Losses, .. IsOfOtherDatabase ? [OtherDatabaseNotice] : (string[])[], UsersNotice];

    private bool IsOfOtherDatabase => Journal is { DatabaseId: { } then } && Database.DatabaseId is { } now && then != now;
}

/// <summary>What is asked of a restore.</summary>
public enum RestoreWay
{
    /// <summary>To replace what is there by a backup.</summary>
    Restore,

    /// <summary>To begin an unfinished restore again at its wipe.</summary>
    Resume,

    /// <summary>To bring back what was there before an unfinished restore.</summary>
    Rollback,
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

    /// <summary>The name of the backup of what was there before; null when there was nothing, or none was wanted.</summary>
    public required string? SafetyBackup { get; init; }

    /// <summary>What was loaded.</summary>
    public required ImportResult Import { get; init; }

    /// <summary>What was read back from the database: equal to what the backup holds.</summary>
    public required GraphCounts Proven { get; init; }

    /// <summary>How long it took, from the confirmation on.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Its phases, in their order; those of the safety backup apart.</summary>
    public required IReadOnlyList<RunRecordPhase> Phases { get; init; }
}
