using StreamingTracker.Backup.Archive.Catalog;
using StreamingTracker.Backup.Archive.Publication;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive;

/// <summary>The backups of a folder.</summary>
public sealed class BackupArchive
{
    private readonly BackupNames _names;
    private readonly ArchiveFolder _folder;
    private readonly TimeProvider _time;

    /// <summary>Looks at a folder; nothing is read or made yet.</summary>
    /// <exception cref="ArgumentException">The options' name or time zone is none.</exception>
    public BackupArchive(BackupArchiveOptions options, TimeProvider time)
        : this(options, time, new DiskOperations())
    {
    }

    internal BackupArchive(BackupArchiveOptions options, TimeProvider time, IFileOperations files)
    {
        _names = new BackupNames(options.Name, options.TimeZone);
        _folder = new ArchiveFolder(options.Directory, files);
        _time = time;
    }

    /// <summary>
    /// Begins a backup: a partial data file that becomes a backup by <see cref="BackupPublication.PublishAsync"/>. Before that it ends
    /// what runs that are no more have left: a publication that only lacked its renames is completed, other partial files of ours go.
    /// </summary>
    /// <param name="runId">32 lower-case hexadecimal digits, by which the run's partial files are recognised.</param>
    /// <exception cref="ArgumentException">The run's id has another form.</exception>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be written.</exception>
    public BackupPublication BeginBackup(string runId)
    {
        if (!BackupNames.IsRunId(runId)) throw new ArgumentException($"'{runId}' is not 32 lower-case hexadecimal digits", nameof(runId));
        _folder.Create();
        new Leftovers(_folder, _names).Settle();
        return BackupPublication.Begin(_folder, _names, _time.GetUtcNow(), runId);
    }

    /// <summary>
    /// Every data file and manifest in the folder, newest first. A file that nobody recognises is listed too, as unknown; a damaged
    /// manifest says so.
    /// </summary>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be read.</exception>
    public IReadOnlyList<ArchivedBackup> List() => new BackupCatalog(_folder, _names).List();

    /// <summary>Finds a backup by its name, with or without extension, or by its number in <see cref="List"/> (from 1).</summary>
    /// <exception cref="BackupNotFoundException">There is none.</exception>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be read.</exception>
    public ArchivedBackup Find(string nameOrNumber) => new BackupCatalog(_folder, _names).Find(nameOrNumber);
}
