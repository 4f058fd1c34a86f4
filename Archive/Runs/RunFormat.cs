using System.Text.Encodings.Web;
using System.Text.Json;

namespace StreamingTracker.Backup.Archive.Runs;

/// <summary>How runs are written and read.</summary>
internal static class RunFormat
{
    /// <summary>Names in any script stay readable; no line is ever part of a web page.</summary>
    public static RunJson Json { get; } =
        new(new JsonSerializerOptions(RunJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Word(RunKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
