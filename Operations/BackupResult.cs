using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Operations;

/// <summary>What a backup is asked for.</summary>
public sealed record BackupRequest
{
    /// <summary>Why it is made: <c>manual</c> (the default), <c>scheduled</c>, <c>safety</c>.</summary>
    public string Reason { get; init; } = "manual";

    /// <summary>What is to be remembered about it; null for nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>A backup that was made.</summary>
public sealed record BackupResult
{
    /// <summary>The run, 32 hexadecimal digits.</summary>
    public required string RunId { get; init; }

    /// <summary>The backup, as the archive lists it from now on.</summary>
    public required ArchivedBackup Backup { get; init; }

    /// <summary>What it says of itself.</summary>
    public required BackupManifest Manifest { get; init; }

    /// <summary>Whether it was read back before it was published.</summary>
    public required bool Verified { get; init; }

    /// <summary>The backups that were removed after it, since no rule kept them.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Why those that no rule keeps were not all removed; null when they were, or were not to be.</summary>
    public Failure? RetentionFailure { get; init; }

    /// <summary>How long the run took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Its phases, in their order.</summary>
    public required IReadOnlyList<RunRecordPhase> Phases { get; init; }
}
