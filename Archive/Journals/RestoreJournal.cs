using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Archive.Journals;

/// <summary>
/// What a restore writes down before it changes a database, and what became of it: enough to do it again from its wipe, or to
/// bring back what was there (docs/format.md, "Journals").
/// </summary>
public sealed record RestoreJournal
{
    /// <summary>The version of the form that this program writes and reads.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>The version of its form.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The restore that began it: a run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>The database's name.</summary>
    public required string Database { get; init; }

    /// <summary>The database's own id, by which another one of that name is told apart; null when the server gave none.</summary>
    public string? DatabaseId { get; init; }

    /// <summary>When it was begun, UTC.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Which process began it, for people.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>The backup that was to take the place of what was there.</summary>
    public required JournalledBackup Backup { get; init; }

    /// <summary>The backup of what was there; null when there was nothing, or none was wanted.</summary>
    public JournalledBackup? SafetyBackup { get; init; }

    /// <summary>Whether the safety backup is pinned for this journal alone, and loses the pin with it.</summary>
    public bool UnpinSafetyBackup { get; init; }

    /// <summary>Whether there was nothing in the database to lose.</summary>
    public required bool DatabaseWasEmpty { get; init; }

    /// <summary>
    /// Whether the proof found what the backup does not hold: others have written, and nothing else holds what they wrote.
    /// </summary>
    public bool UnsavedWrites { get; init; }

    /// <summary>The schema that the database had.</summary>
    public required GraphSchema Schema { get; init; }

    /// <summary>What became of it; null while nobody knows what the database holds.</summary>
    public JournalOutcome? Outcome { get; init; }

    /// <summary>When that was known, UTC.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Which run brought that about.</summary>
    public string? ClosedByRun { get; init; }

    /// <summary>Whether the restore is unfinished: the database may hold the old graph, the new one, or a part of either.</summary>
    public bool IsOpen => Outcome is null;
}

/// <summary>A backup that a journal names.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Sha256">The SHA-256 of its data, so that another file of that name is not taken for it.</param>
public sealed record JournalledBackup(string Name, string Sha256);

/// <summary>What became of a restore under a journal; in JSON its name in camel case.</summary>
public enum JournalOutcome
{
    /// <summary>The database holds the backup, proven.</summary>
    Restored,

    /// <summary>The database holds again what it held before, proven.</summary>
    RolledBack,

    /// <summary>The restore ended by itself, and the database is for certain as it was before, data and schema.</summary>
    Undone,
}
