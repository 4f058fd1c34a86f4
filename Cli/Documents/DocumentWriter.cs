using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StreamingTracker.Backup.Cli.Terminals;

namespace StreamingTracker.Backup.Cli.Documents;

/// <summary>Writes the one JSON document of <c>--json</c>.</summary>
internal static class DocumentWriter
{
    // Text beyond ASCII stays readable; control characters are escaped all the same, as JSON has it.
    private static readonly DocumentContext Context = new(new JsonSerializerOptions(DocumentContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static void Write<T>(Terminal terminal, T document)
    {
        var type = Context.GetTypeInfo(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T)} is no document.");
        terminal.Out.WriteLine(JsonSerializer.Serialize(document, type));
    }
}

/// <summary>The documents, with serializers made at build time: a command line has no time to make them when it starts.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BackupDocument))]
[JsonSerializable(typeof(RestorePlanDocument))]
[JsonSerializable(typeof(RestoreDocument))]
[JsonSerializable(typeof(NothingToDoDocument))]
[JsonSerializable(typeof(List<ListedDocument>))]
[JsonSerializable(typeof(ShownDocument))]
[JsonSerializable(typeof(VerifiedDocument))]
[JsonSerializable(typeof(List<VerifiedDocument>))]
[JsonSerializable(typeof(List<RetentionDocument>))]
[JsonSerializable(typeof(PruneDocument))]
[JsonSerializable(typeof(RunListDocument))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(ScheduleDocument))]
[JsonSerializable(typeof(FailureDocument))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(List<double>))]
[JsonSerializable(typeof(double[]))]
internal sealed partial class DocumentContext : JsonSerializerContext;
