using StreamingTracker.Backup.Archive.Catalog;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Publication;

/// <summary>
/// Removes what runs that are no more have left beside the backups, so that it never grows:
/// 1. files that a run had not finished, by its id in their names; a living run holds its own locked until they have their names;
/// 2. what was found in backups of this archive that are not there, since they were never published, or are gone. A living run's data
///    file is there before anything is found in it.
/// </summary>
internal sealed class StateLeftovers(BackupArchiveOptions archive, BackupNames names, Verifications verifications)
{
    private readonly ArchiveFolder _backups = ArchiveFolder.OfBackups(archive);

    private readonly ArchiveFolder[] _state =
    [
        ArchiveFolder.OfState(archive),
        ArchiveFolder.OfState(archive, "journals"),
        ArchiveFolder.OfState(archive, "retention"),
        ArchiveFolder.OfState(archive, "verifications"),
    ];

    public void Remove()
    {
        // 1.
        foreach (var folder in _state)
            foreach (var file in folder.Names().Where(BackupNames.IsPartial)) folder.DeleteUnlessHeld(file);

        // 2.
        foreach (var backup in verifications.All().Where(names.IsOwn))
            if (!IsThere(backup)) verifications.Remove(backup);
    }

    // Looked for again under its own name: whoever lists a folder may miss a file that is being renamed.
    private bool IsThere(string backup) =>
        _backups.Exists(BackupNames.Data(backup))
        || _backups.Names().Any(file => file.StartsWith(backup + '.', StringComparison.Ordinal))
        || _backups.Exists(BackupNames.Data(backup));
}
