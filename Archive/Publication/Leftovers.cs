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
    public void Settle()
    {
        var runs = folder.Names().Select(names.ParsePartial).OfType<PartialName>().GroupBy(partial => (partial.Backup, partial.RunId));
        foreach (var run in runs) Settle(run.Key.Backup, run.SingleOrDefault(file => !file.IsManifest), run.SingleOrDefault(file => file.IsManifest));
    }

    private void Settle(string backup, PartialName? data, PartialName? manifest)
    {
        var dataName = data?.File ?? BackupNames.Data(backup);
        if (folder.Exists(dataName))
        {
            using var alone = folder.TryOpenAlone(dataName);
            if (alone is null) return;
            if (manifest is not null && IsWhole(alone, backup, manifest))
            {
                Complete(backup, data, manifest);
                return;
            }
            if (data is not null) folder.Delete(data.File);
        }
        if (manifest is not null) folder.Delete(manifest.File);
    }

    private bool IsWhole(FileStream data, string backup, PartialName file)
    {
        try
        {
            var manifest = ManifestFile.Read(StorageFault.Guard(file.File, () => File.ReadAllBytes(folder.PathOf(file.File))));
            return manifest.Data.Name == BackupNames.Data(backup) && manifest.Data.Bytes == data.Length
                && manifest.Data.Sha256 == StorageFault.Guard(data.Name, () => Convert.ToHexStringLower(SHA256.HashData(data)));
        }
        catch (CorruptBackupException)
        {
            return false;
        }
    }

    private void Complete(string backup, PartialName? data, PartialName manifest)
    {
        if (data is not null) folder.Rename(data.File, BackupNames.Data(backup));
        folder.Rename(manifest.File, BackupNames.Manifest(backup));
        folder.FlushFolder();
    }
}
