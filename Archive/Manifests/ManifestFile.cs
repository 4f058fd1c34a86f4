using System.Text.Encodings.Web;
using System.Text.Json;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Manifests;

/// <summary>A manifest as bytes, with its checksum as their last member.</summary>
internal static class ManifestFile
{
    public const string Extension = ".manifest.json";

    /// <summary>More than any schema fills; a larger file is none of ours.</summary>
    public const int Largest = 256 * 1024 * 1024;

    // Names in any script stay readable; a manifest is never part of a web page.
    private static readonly ManifestJson Json =
        new(new JsonSerializerOptions(ManifestJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static byte[] Write(BackupManifest manifest) =>
        ManifestChecksum.Add(JsonSerializer.SerializeToUtf8Bytes(manifest, Json.BackupManifest));

    /// <summary>Reads and checks a manifest that lies in a file.</summary>
    /// <exception cref="CorruptBackupException">As <see cref="Read"/> says; a link or a pipe is no manifest either.</exception>
    public static BackupManifest Load(string path, IFileOperations disk)
    {
        var isFile = new FileInfo(path).LinkTarget is null && DiskOperations.IsOrdinaryFile(path);
        if (!isFile) throw Corruption.Found("The manifest is a symbolic link or a pipe, and no file");
        using var file = disk.OpenToRead(path);
        var length = RandomAccess.GetLength(file);
        DemandSize(length);
        var bytes = new byte[length];
        return Read(bytes[..RandomAccess.Read(file, bytes, fileOffset: 0)]);
    }

    /// <summary>Reads and checks a manifest.</summary>
    /// <exception cref="CorruptBackupException">It is damaged, or of a format version that this program does not know.</exception>
    public static BackupManifest Read(byte[] bytes)
    {
        DemandSize(bytes.Length);
        try
        {
            DemandVersion(bytes);
            var manifest = JsonSerializer.Deserialize(ManifestChecksum.Take(bytes), Json.BackupManifest)!;
            ManifestRules.Check(manifest);
            return manifest;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The parser's word for an escape that is half a character is an invalid operation.
            throw Corruption.Found($"The manifest is damaged: {fault.Message}", fault);
        }
    }

    private static void DemandSize(long bytes)
    {
        if (bytes > Largest) throw Corruption.Found($"The manifest has {bytes} bytes, which is too large to be one");
    }

    /// <summary>A later version may change everything else, so it is looked at first.</summary>
    private static void DemandVersion(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("formatVersion"u8, out var version))
        {
            throw new JsonException("formatVersion is missing");
        }
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number)) throw new JsonException("formatVersion is no number");
        if (number != BackupManifest.CurrentFormatVersion) throw new CorruptBackupException(
            $"The manifest is of format version {number}; this program knows version {BackupManifest.CurrentFormatVersion}",
            "Use a version of this program that knows it.");
    }
}
