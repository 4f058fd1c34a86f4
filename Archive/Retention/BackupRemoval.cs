using StreamingTracker.Backup.Archive.Catalog;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Retention;

/// <summary>
/// Takes a backup away so that, whatever breaks off, it is a whole backup or none, and what is left of it is known for what it is:
/// 1. its manifest is renamed, which names it as removed: from then on there is no backup, and nothing lists its data;
/// 2. its data goes;
/// 3. the renamed manifest goes.
/// Each step is on the disk before the next begins. Whoever finds a renamed manifest goes on from step 2; doing that twice, or by two
/// at once, does no harm.
/// </summary>
internal sealed class BackupRemoval(ArchiveFolder folder, BackupNames names)
{
    /// <summary>Removes a backup. A file of version 1.0 has no manifest: it goes in one step.</summary>
    public void Remove(ArchivedBackup backup, string runId)
    {
        if (backup.Kind == BackupKind.Version1)
        {
            folder.Delete(BackupNames.Data(backup.Name));
            folder.FlushFolder();
            return;
        }

        // 1.
        var removed = BackupNames.Removed(backup.Name, runId);
        folder.Rename(BackupNames.Manifest(backup.Name), removed);
        folder.FlushFolder();
        Finish(backup.Name, removed);
    }

    /// <summary>Finishes what others have broken off, of this archive's own backups.</summary>
    public void FinishAll()
    {
        foreach (var file in folder.Names())
            if (BackupNames.RemovedBackup(file) is { } backup && names.IsOwn(backup)) Finish(backup, file);
    }

    private void Finish(string backup, string removed)
    {
        // 2. Where there is a manifest again, somebody has brought the backup back: that data is not the one that was to go.
        if (!folder.Exists(BackupNames.Manifest(backup)))
        {
            folder.Delete(BackupNames.Data(backup));
            folder.FlushFolder();
        }

        // 3.
        folder.Delete(removed);
        folder.FlushFolder();
    }
}
