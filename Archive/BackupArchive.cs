using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Archive;

/// <summary>How an archive in a folder names its backups.</summary>
/// <param name="Directory">The folder; made (0700) when a first backup is published.</param>
/// <param name="Name">The first part of a backup's name; <c>streaming-tracker</c> by default.</param>
/// <param name="TimeZone">The zone of the time in a backup's name: an id that NodaTime's own database knows.</param>
public sealed record BackupArchiveOptions(string Directory, string Name = "streaming-tracker", string TimeZone = "UTC");

/// <summary>The backups of a folder.</summary>
public sealed class BackupArchive(BackupArchiveOptions options, TimeProvider time)
{
    /// <summary>Begins a backup: a partial data file that becomes a backup by <see cref="BackupPublication.PublishAsync"/>.</summary>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be written.</exception>
    public BackupPublication BeginBackup(string runId)
    {
        _ = (options, time, runId);
        throw new NotImplementedException();
    }

    /// <summary>Everything in the archive, newest first. A file that nobody recognises is listed too, as unknown; a damaged manifest says so.</summary>
    public IReadOnlyList<ArchivedBackup> List() => throw new NotImplementedException();

    /// <summary>Finds a backup by its name, with or without extension, or by its number in <see cref="List"/> (from 1).</summary>
    /// <exception cref="BackupNotFoundException">There is none.</exception>
    public ArchivedBackup Find(string nameOrNumber) => throw new NotImplementedException();
}

/// <summary>What kind of backup a file is.</summary>
public enum BackupKind
{
    /// <summary>Format version 2: a data file and its manifest.</summary>
    Version2,

    /// <summary>A file of the version 1.0 scripts: what cypher-shell printed.</summary>
    Version1,

    /// <summary>A file that APOC itself wrote.</summary>
    Apoc,

    /// <summary>None of these, or without what it needs.</summary>
    Unknown,
}

/// <summary>One backup in an archive.</summary>
public sealed record ArchivedBackup
{
    /// <summary>The data file's name without its extension: what people call the backup.</summary>
    public required string Name { get; init; }

    /// <summary>The data file.</summary>
    public required string DataPath { get; init; }

    /// <summary>What kind it is.</summary>
    public required BackupKind Kind { get; init; }

    /// <summary>The data file's size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was made: the manifest's time, or the one in the file's name read in the archive's zone, or the file's own.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The manifest of a version 2 backup; null for other kinds, and for one whose manifest is damaged.</summary>
    public BackupManifest? Manifest { get; init; }

    /// <summary>What is wrong with it at first sight, as a sentence; null for nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>Opens the data, of whatever kind it is, as entities.</summary>
    /// <exception cref="ArchiveUnavailableException">The file cannot be read.</exception>
    public BackupReader OpenReader() => throw new NotImplementedException();
}

/// <summary>Reads a backup's data line by line, in memory that does not grow with the file.</summary>
public sealed class BackupReader : IAsyncDisposable
{
    /// <summary>The label sets met so far.</summary>
    public LabelSetTable LabelSets => throw new NotImplementedException();

    /// <summary>The current line.</summary>
    public EntityLine Current => throw new NotImplementedException();

    /// <summary>Moves to the next node or relationship.</summary>
    /// <returns>False after the last.</returns>
    /// <exception cref="CorruptBackupException">A line is no JSON, or no entity; the message names the line.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Closes the file.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

/// <summary>A backup in the making. Disposed without having been published, it leaves nothing behind.</summary>
public sealed class BackupPublication : IAsyncDisposable
{
    /// <summary>The data file's future name.</summary>
    public string DataName => throw new NotImplementedException();

    /// <summary>Where the data goes. It is hashed and counted on its way; owned by the publication.</summary>
    public Stream Data => throw new NotImplementedException();

    /// <summary>Empties the data file, to begin the export again.</summary>
    public void Restart() => throw new NotImplementedException();

    /// <summary>Flushes the data to the disk and closes it.</summary>
    /// <returns>The file as the manifest names it.</returns>
    public Task<BackupFile> CompleteDataAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Reads the completed data back as a reader of the published backup would, and compares it with the manifest.</summary>
    /// <exception cref="CorruptBackupException">What was written is not what can be read.</exception>
    public Task VerifyAsync(BackupManifest manifest, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Publishes: manifest written and flushed, data renamed, manifest renamed, folder flushed. From then on there is a backup.</summary>
    public Task<ArchivedBackup> PublishAsync(BackupManifest manifest, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Removes what was not published. May be called again.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

/// <summary>Checks a backup at rest.</summary>
public static class BackupVerifier
{
    /// <summary>
    /// Reads the whole backup: manifest and hash, every line, every value, unique ids, present endpoints, counts.
    /// </summary>
    /// <returns>The counts of what is really there, and what the kind of file could not hold (for version 1.0 and APOC).</returns>
    /// <exception cref="CorruptBackupException">The first fault found.</exception>
    public static Task<VerifiedBackup> VerifyAsync(ArchivedBackup backup, CancellationToken cancellationToken) => throw new NotImplementedException();
}

/// <summary>A backup that has been read whole and found sound.</summary>
/// <param name="Counts">What it holds.</param>
/// <param name="Schema">Its schema; null for kinds that hold none.</param>
/// <param name="Losses">What its kind could not hold, as sentences: empty for version 2.</param>
public sealed record VerifiedBackup(GraphCounts Counts, GraphSchema? Schema, IReadOnlyList<string> Losses);
