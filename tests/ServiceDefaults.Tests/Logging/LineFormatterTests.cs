using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.ServiceDefaults.Logging;

namespace StreamingTracker.Backup.ServiceDefaults.Tests.Logging;

public sealed class LineFormatterTests
{
    [Fact]
    public void A_message_is_one_line_with_its_run_and_trace()
    {
        using var span = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var scopes = new LoggerExternalScopeProvider();
        using var scope = scopes.Push(new Dictionary<string, object?> { ["RunId"] = "abc" });

        var line = Format(scopes, "two\nlines\u001b[2J", new InvalidOperationException("why\nthat"));

        Assert.Equal(
            "2026-01-19T22:23:01.000Z warn Runner.RunnerLoop[7] two | lines\\u001B[2J run=abc " +
            $"trace={span.TraceId.ToHexString()} exception=System.InvalidOperationException: why | that\n",
            line);
    }

    [Fact]
    public void Outside_of_runs_and_traces_there_is_nothing_more() =>
        Assert.EndsWith("[7] plain\n", Format(new LoggerExternalScopeProvider(), "plain", null), StringComparison.Ordinal);

    private static string Format(LoggerExternalScopeProvider scopes, string message, Exception? exception)
    {
        var output = new StringWriter { NewLine = "\n" };
        var entry = new LogEntry<string>(
            LogLevel.Warning, "StreamingTracker.Backup.Runner.RunnerLoop", new EventId(7), message, exception, (state, _) => state);
        new LineFormatter(new FakeTimeProvider(new(2026, 1, 19, 22, 23, 1, TimeSpan.Zero))).Write(entry, scopes, output);
        return output.ToString();
    }
}
