using System.Security.Cryptography;
using StreamingTracker.Backup.Archive.Catalog;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Publication;

/// <summary>
/// Ends what runs that are no more have left in the folder:
/// 1. finds partial files of this archive's backups, by run;
/// 2. leaves those alone whose data file a living run holds open;
/// 3. completes a publication whose manifest was written and whose data is what it says, whether or not it was renamed already;
/// 4. removes the other partial files, and nothing else.
/// </summary>
internal sealed class Leftovers(ArchiveFolder folder, BackupNames names)
{
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var runs = folder.Names().Select(names.ParsePartial).OfType<PartialName>().GroupBy(partial => (partial.Backup, partial.RunId));
        foreach (var run in runs)
        {
            var (data, manifest) = (run.SingleOrDefault(file => !file.IsManifest), run.SingleOrDefault(file => file.IsManifest));
            await SettleAsync(run.Key.Backup, data, manifest, cancellationToken);
        }
    }

    private async Task SettleAsync(string backup, PartialName? data, PartialName? manifest, CancellationToken cancellationToken)
    {
        var dataName = data?.File ?? BackupNames.Data(backup);
        if (folder.Exists(dataName))
        {
            await using var alone = folder.TryOpenAlone(dataName);
            if (alone is null) return;
            if (manifest is not null && await IsWholeAsync(alone, backup, manifest, cancellationToken))
            {
                Complete(backup, data, manifest);
                return;
            }
            if (data is not null) folder.Delete(data.File);
        }
        if (manifest is not null) folder.Delete(manifest.File);
    }

    private async Task<bool> IsWholeAsync(FileStream data, string backup, PartialName file, CancellationToken cancellationToken)
    {
        try
        {
            var path = folder.PathOf(file.File);
            var manifest = StorageFault.Guard(path, () => ManifestFile.Load(path, folder.Disk));
            return manifest.Data.Name == BackupNames.Data(backup) && data.CanSeek && manifest.Data.Bytes == data.Length
                && manifest.Data.Sha256 == await HashAsync(data, cancellationToken);
        }
        catch (CorruptBackupException)
        {
            return false;
        }
    }

    private static async Task<string> HashAsync(FileStream data, CancellationToken cancellationToken)
    {
        try
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(data, cancellationToken));
        }
        catch (Exception fault) when (StorageFault.IsStorage(fault))
        {
            throw StorageFault.Explain(data.Name, fault);
        }
    }

    private void Complete(string backup, PartialName? data, PartialName manifest)
    {
        if (data is not null) folder.Rename(data.File, BackupNames.Data(backup));
        folder.Rename(manifest.File, BackupNames.Manifest(backup));
        folder.FlushFolder();
    }
}
