using System.Text.Json;
using StreamingTracker.Backup.Archive.Catalog;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Journals;

/// <summary>
/// The journals of an archive's restores: for each database that of its last restore, <c>NAME@DATABASE.json</c>. A journal is changed
/// by renaming another over it, under the database's lock, and is whole at every moment: open before the first change of a
/// database, closed when it is certain what the database holds. One that can't be read counts as open.
/// </summary>
public sealed class RestoreJournals
{
    private const string Extension = ".json";

    private readonly BackupArchiveOptions _archive;
    private readonly ArchiveFolder _folder;

    /// <summary>Looks at an archive; nothing is read or made yet.</summary>
    public RestoreJournals(BackupArchiveOptions archive) =>
        (_archive, _folder) = (archive, ArchiveFolder.OfState(archive, "journals"));

    /// <summary>The journal of a database's last restore, open or closed; null when there was none.</summary>
    /// <exception cref="UnfinishedRestoreException">It can't be read.</exception>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public RestoreJournal? Find(string database) => Look(FileOf(database)) switch
    {
        null => null,
        { Journal: { } journal } => journal,
        var unreadable => throw new UnfinishedRestoreException(unreadable),
    };

    /// <summary>The restores that are not finished.</summary>
    /// <param name="database">Of this database alone; null for every one in the archive's folder, whatever its archive's name.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public IReadOnlyList<UnfinishedRestore> Unfinished(string? database = null)
    {
        IEnumerable<string> files = database is not null ? [FileOf(database)] : _folder.Names().Where(IsJournal);
        return [.. files.Select(Look).OfType<UnfinishedRestore>().Where(found => found.Journal is not { IsOpen: false })];
    }

    /// <summary>
    /// Refuses what must not be done while nobody knows what a database holds, such as backing it up, or removing backups of it.
    /// </summary>
    /// <exception cref="UnfinishedRestoreException">A restore of the database is not finished.</exception>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public void DemandFinished(string database)
    {
        if (Unfinished(database) is [var unfinished, ..]) throw new UnfinishedRestoreException(unfinished);
    }

    /// <summary>Writes a journal durably over the one before. Only under the database's lock.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written; the journal before is still there.</exception>
    public async Task WriteAsync(RestoreJournal journal, CancellationToken cancellationToken)
    {
        _folder.Create();
        var name = FileOf(journal.Database);
        await _folder.ReplaceAsync(name, BackupNames.Partial(name, journal.RunId), JournalFile.Write(journal), cancellationToken);
    }

    private static bool IsJournal(string name) => name.EndsWith(Extension, StringComparison.Ordinal);

    private string FileOf(string database) => FileNames.Key(_archive, database) + Extension;

    private UnfinishedRestore? Look(string file)
    {
        var path = _folder.PathOf(file);
        if (new FileInfo(path) is { Exists: true, Length: > ManifestFile.Largest }) return new(path, null, "it is too large to be one");
        if (_folder.TryRead(file) is not { } bytes) return null;
        try
        {
            var journal = JournalFile.Read(bytes);
            return file.EndsWith('@' + DatabasePart(journal) + Extension, StringComparison.Ordinal)
                ? new(path, journal, null)
                : new(path, null, $"it is that of database {journal.Database}");
        }
        catch (Exception fault) when (fault is JsonException or UnsupportedValueException)
        {
            return new(path, null, fault.Message);
        }
    }

    private static string DatabasePart(RestoreJournal journal) => FileNames.Part(journal.Database.ToLowerInvariant());
}
