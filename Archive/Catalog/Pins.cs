using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Catalog;

/// <summary>The pins of backups: an empty file each, called as the backup is.</summary>
internal sealed class Pins(ArchiveFolder folder)
{
    public IReadOnlySet<string> All() => folder.Names().ToHashSet(StringComparer.Ordinal);

    public bool Has(string backup) => folder.Exists(backup);

    public void Add(string backup)
    {
        folder.Create();
        folder.TryCreate(backup)?.Dispose();
        folder.FlushFolder();
    }

    public void Remove(string backup)
    {
        folder.Create();
        folder.Delete(backup);
        folder.FlushFolder();
    }
}
