using System.Text.Json;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Catalog;

/// <summary>
/// Which run made which backup, as the manifests say: every one is read once, and again only when its file is another, since whoever
/// asks does so often and an archive may hold thousands. Whether a backup is sound is not looked at here.
/// </summary>
internal sealed class ManifestRuns(ArchiveFolder folder)
{
    private readonly Lock _lock = new();
    private Dictionary<string, Known> _known = [];

    /// <summary>The backups whose manifests name a run.</summary>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be read.</exception>
    public IReadOnlyList<string> BackupsOf(string runId)
    {
        lock (_lock)
        {
            _known = folder.Names().Where(BackupNames.IsManifest).ToDictionary(name => name, Look);
            return [.. _known.Where(known => known.Value.RunId == runId).Select(known => BackupNames.Backup(known.Key))];
        }
    }

    private Known Look(string name)
    {
        var file = new FileInfo(folder.PathOf(name));
        if (!file.Exists || file.Attributes.HasFlag(FileAttributes.ReparsePoint) || file.Length > ManifestFile.Largest) return default;
        if (_known.TryGetValue(name, out var known) && known.Bytes == file.Length && known.WrittenAt == file.LastWriteTimeUtc) return known;
        try
        {
            return new(file.Length, file.LastWriteTimeUtc, RunId(File.ReadAllBytes(file.FullName)));
        }
        catch (Exception fault) when (StorageFault.IsStorage(fault))
        {
            // Gone meanwhile, or not to be read now: the next look tries again.
            return default;
        }
    }

    private static string? RunId(byte[] manifest)
    {
        try
        {
            using var document = JsonDocument.Parse(manifest);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("runId"u8, out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private readonly record struct Known(long Bytes, DateTime WrittenAt, string? RunId);
}
