using System.Text.Json;
using System.Text.Json.Serialization;
using StreamingTracker.Backup.Archive.Catalog;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Retention;

/// <summary>What retention remembers of a name and database from one time to the next.</summary>
/// <param name="Believed">When backups were last judged by their age: a time of a clock that was believed.</param>
/// <param name="Backups">The backups there were then, and what their age is counted from.</param>
internal sealed record RetentionMemory(DateTimeOffset Believed, IReadOnlyDictionary<string, DateTimeOffset> Backups)
{
    /// <summary>What is remembered; null for nothing, or nothing that can be read.</summary>
    public static RetentionMemory? Read(ArchiveFolder folder, string key)
    {
        try
        {
            return folder.TryRead(File(key)) is { } bytes ? JsonSerializer.Deserialize(bytes, RetentionJson.Default.RetentionMemory) : null;
        }
        catch (JsonException)
        {
            // Then everything is judged as if for the first time, which asks rather than believes.
            return null;
        }
    }

    /// <summary>
    /// When each backup is from. One that was not there the last time can't be older than that, whatever it says: it was made while a
    /// clock was behind, or copied here, and in either case nobody has counted on its age yet. What is remembered of a clock that was
    /// ahead, and was believed, is passed over.
    /// </summary>
    public static IReadOnlyList<AgedBackup> Age(RetentionMemory? memory, IEnumerable<ArchivedBackup> backups, DateTimeOffset now) =>
    [
        .. from backup in backups
           let earliest = memory is null ? backup.CreatedAt : memory.Backups.GetValueOrDefault(backup.Name, memory.Believed)
           select new AgedBackup(backup, backup.CreatedAt > earliest || earliest > now + RetentionDecision.ClockSkew ? backup.CreatedAt : earliest),
    ];

    public async Task WriteAsync(ArchiveFolder folder, string key, string runId, CancellationToken cancellationToken)
    {
        folder.Create();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(this, RetentionJson.Default.RetentionMemory);
        await folder.ReplaceAsync(File(key), BackupNames.Partial(File(key), runId), bytes, cancellationToken);
    }

    private static string File(string key) => key + ".json";
}

[JsonSerializable(typeof(RetentionMemory))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class RetentionJson : JsonSerializerContext;
