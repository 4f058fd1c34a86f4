using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.ServiceDefaults.Logging;

/// <summary>The line formatter has no options.</summary>
internal sealed class LineFormatterOptions : ConsoleFormatterOptions;

/// <summary>
/// A message as one line: <c>2026-01-19T22:23:01.500Z info Runner.Acceptance[2] Message. run=… trace=…</c>. The run's id comes from the
/// scope, the trace's from the span that is current. An exception follows in the same line, so that a line is always a whole message.
/// </summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    /// <summary>The scope's key for the run's id.</summary>
    public const string RunKey = "RunId";

    private const string Product = "StreamingTracker.Backup.";

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopes, TextWriter output)
    {
        var category = entry.Category.StartsWith(Product, StringComparison.Ordinal) ? entry.Category[Product.Length..] : entry.Category;
        output.Write(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        output.Write($" {Word(entry.LogLevel)} {category}[{entry.EventId.Id}] ");
        output.Write(Line(entry.Formatter(entry.State, entry.Exception)));
        scopes?.ForEachScope(WriteRun, output);
        if (Activity.Current is { } span) output.Write($" trace={span.TraceId.ToHexString()}");
        if (entry.Exception is { } exception) output.Write($" exception={Line(exception.ToString())}");
        output.WriteLine();
    }

    private static void WriteRun(object? scope, TextWriter output)
    {
        if (scope is not IEnumerable<KeyValuePair<string, object?>> values) return;
        foreach (var (key, value) in values)
            if (key == RunKey) output.Write($" run={value}");
    }

    private static string Line(string text) =>
        Printable.Text(text.ReplaceLineEndings("\n").Replace("\n", " | ", StringComparison.Ordinal));

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
