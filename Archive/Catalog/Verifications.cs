using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Catalog;

/// <summary>
/// What verifications have found: a file for each backup, called as the backup is. It counts for the very data that was read, so that
/// files put in a backup's place are judged anew.
/// </summary>
internal sealed class Verifications(ArchiveFolder folder)
{
    /// <summary>The backups of which there is one.</summary>
    public IReadOnlySet<string> All() => folder.Names().ToHashSet(StringComparer.Ordinal);

    /// <summary>The last verification of a backup as it is now; null when there is none, or none that can be read.</summary>
    public BackupVerification? Find(ArchivedBackup backup)
    {
        try
        {
            return folder.TryRead(backup.Name) is { } bytes
                && JsonSerializer.Deserialize(bytes, VerificationJson.Default.VerificationRecord) is { } record && record.Data == Data(backup)
                ? new BackupVerification(record.At, record.RunId, record.Fault)
                : null;
        }
        catch (JsonException)
        {
            // As if nobody had read the backup: the next verification writes it anew.
            return null;
        }
    }

    public async Task AddAsync(ArchivedBackup backup, BackupVerification verification, CancellationToken cancellationToken)
    {
        folder.Create();
        var record = new VerificationRecord(Data(backup), verification.At, verification.RunId, verification.Fault);
        var unfinished = BackupNames.Partial(backup.Name, verification.RunId);
        await folder.ReplaceAsync(backup.Name, unfinished, JsonSerializer.SerializeToUtf8Bytes(record, VerificationJson.Default.VerificationRecord), cancellationToken);
    }

    /// <summary>Forgets a backup that is gone.</summary>
    public void Remove(string backup)
    {
        if (folder.Exists(backup)) folder.Delete(backup);
    }

    /// <summary>What tells the data apart without reading it: the hash that the manifest names, else size and time of the file.</summary>
    private static string Data(ArchivedBackup backup) => backup.Manifest is { } manifest
        ? manifest.Data.Sha256
        : string.Create(CultureInfo.InvariantCulture, $"{backup.Bytes}@{File.GetLastWriteTimeUtc(backup.DataPath):O}");
}

internal sealed record VerificationRecord(string Data, DateTimeOffset At, string RunId, string? Fault);

[JsonSerializable(typeof(VerificationRecord))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
internal sealed partial class VerificationJson : JsonSerializerContext;
