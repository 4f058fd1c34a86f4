using System.Text.RegularExpressions;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Operations.Telemetry;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Behaviour;

/// <summary>The table of spans in docs/operations.md is that of the spans there are.</summary>
public sealed partial class SpanTableTests
{
    // Others' tests show these: the scheduler's, and those of what is done by hand alone.
    private static readonly string[] Elsewhere = [RunTelemetry.ScheduleSpan, "restore.plan", "prune"];

    [Fact]
    public async Task Every_span_of_a_backup_a_restore_and_a_verification_is_in_the_table_and_no_others()
    {
        using var spans = new SpanLog();
        await using var system = await WorkerSystem.StartAsync([], crossesProcesses: false);
        string trace;
        using (var asking = spans.Start("asking"))
        {
            trace = asking.TraceId.ToHexString();
            system.Faults.Arm(SandboxTrigger.Record, 5, SandboxFault.Cut, Statements.ReadNodes);
            var backup = await system.Events.HearAsync<BackupCompleted>(await system.AskForBackupAsync(trigger: "scheduled"));
            var restore = new RestoreRequested
            {
                RunId = RunOrder.NewRunId(),
                RequestedAt = default,
                Backup = backup.Backup,
                ConfirmDatabase = "neo4j",
            };
            await system.AskAsync(restore);
            await system.Events.HearAsync<RestoreCompleted>(restore.RunId);
            var verify = new VerifyRequested { RunId = RunOrder.NewRunId(), RequestedAt = default };
            await system.AskAsync(verify);
            await system.Events.HearAsync<VerifyCompleted>(verify.RunId);
            await system.SettleAsync();
        }

        var seen = spans.Of(trace).Where(span => span.Source.Name == RunTelemetry.Name).ToList();
        Assert.Equal(
            Table().Except(Elsewhere).Order(StringComparer.Ordinal),
            seen.Select(span => span.OperationName).Where(name => !name.StartsWith("safety.", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        var retry = Assert.Single(seen.SelectMany(span => span.Events), happened => happened.Name == RunTelemetry.RetryEvent);
        Assert.Equal("unreachable", retry.Tags.Single(tag => tag.Key == RunTelemetry.FailureCode).Value);
    }

    private static IEnumerable<string> Table()
    {
        var guide = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operations.md"));
        var table = guide[guide.IndexOf("| span |", StringComparison.Ordinal)..];
        return table[..table.IndexOf("\n\n", StringComparison.Ordinal)].Split('\n').Skip(2)
            .SelectMany(row => Quoted().Matches(row.Split('|')[1]).Select(match => match.Groups[1].Value));
    }

    [GeneratedRegex("`([a-z.]+)`")]
    private static partial Regex Quoted();
}
