using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StreamingTracker.Backup.Archive.Catalog;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Archive.Journals;

/// <summary>The journal's JSON. Members that a later program of the same form version may add are passed over.</summary>
[JsonSerializable(typeof(RestoreJournal))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EntityByName), typeof(OutcomeInCamelCase)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
internal sealed partial class JournalJson : JsonSerializerContext;

internal sealed class EntityByName() : JsonStringEnumConverter<SchemaEntity>(namingPolicy: null, allowIntegerValues: false);

internal sealed class OutcomeInCamelCase() : JsonStringEnumConverter<JournalOutcome>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>A journal as bytes.</summary>
internal static class JournalFile
{
    // Names in any script stay readable; a journal is never part of a web page.
    private static readonly JournalJson Json =
        new(new JsonSerializerOptions(JournalJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static byte[] Write(RestoreJournal journal) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(journal, Json.RestoreJournal), (byte)'\n'];

    /// <summary>Reads and judges a journal.</summary>
    /// <exception cref="JsonException">It is damaged, of another form, or says what no journal says.</exception>
    public static RestoreJournal Read(byte[] bytes)
    {
        DemandVersion(bytes);
        var journal = JsonSerializer.Deserialize(bytes, Json.RestoreJournal) ?? throw new JsonException("it is null");
        Demand(BackupNames.IsRunId(journal.RunId), "runId is none");
        Demand(journal.Database.Length > 0, "database is empty");
        Demand(IsSound(journal.Backup), "backup names none");
        Demand(journal.SafetyBackup is null || IsSound(journal.SafetyBackup), "safetyBackup names none");
        Demand(!journal.DatabaseWasEmpty || journal.SafetyBackup is null, "there is a safety backup, and there was nothing to save");
        Demand(journal.Outcome is null == journal.ClosedAt is null, "outcome and closedAt do not fit");
        Demand(journal.Schema.Constraints.Concat(journal.Schema.Indexes).All(IsSound), "schema holds a null");
        return journal;
    }

    private static void DemandVersion(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var isKnown = document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("formatVersion"u8, out var version)
            && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number)
            && number == RestoreJournal.CurrentFormatVersion;
        Demand(isKnown, $"it is not of form version {RestoreJournal.CurrentFormatVersion}");
    }

    // A number would name whatever stands at that place of the list.
    private static bool IsSound(JournalledBackup backup) =>
        ManifestRules.IsPlainName(backup.Name) && !backup.Name.StartsWith('.') && !backup.Name.All(char.IsAsciiDigit)
        && backup.Sha256.Length == 64 && backup.Sha256.All(char.IsAsciiHexDigitLower);

    // The serializer looks at members, and not into lists.
    private static bool IsSound(SchemaObject? o) => o is not null && o.LabelsOrTypes.Concat(o.Properties).All(name => name is not null);

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds) throw new JsonException(otherwise);
    }
}
