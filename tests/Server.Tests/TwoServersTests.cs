using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Server.Tests;

/// <summary>Two servers, each with a bus of its own, on one archive and one database.</summary>
public sealed class TwoServersTests : ServerTest
{
    [Fact]
    public async Task They_never_run_two_backups_at_once_and_know_each_others_runs()
    {
        var (one, other) = (await StartAsync(("Runner:Poll", "100ms")), await StartAsync(("Runner:Poll", "100ms")));
        Sandbox.StallNextBackup();
        var going = await one.AskAsync("/api/backups");
        await Eventually.HoldsAsync(async () => (await one.GetAsync<RunDocument>(going.Run)).State == RunState.Running, RunningServer.Limit);

        var served = await other.AskAsync("/api/backups");
        var distinct = await other.AskAsync("/api/backups", new BackupOrder { Note = "of the other" });
        var seen = await other.GetAsync<List<RunDocument>>("/api/runs");

        Assert.Equal(going.RunId, served.ServedBy);
        Assert.Equal([(distinct.RunId, RunState.Waiting), (going.RunId, RunState.Running)], seen.Select(run => (run.RunId, run.State)));
        Sandbox.Faults.Clear();
        var (first, second) = (await other.EndOfAsync(going.RunId), await one.EndOfAsync(distinct.RunId));
        Assert.Equal((RunState.Completed, RunState.Completed), (first.State, second.State));
        Assert.True(second.Outcome!.StartedAt + Phase(second, "export.nodes") >= first.Outcome!.StartedAt + TimeSpan.FromSeconds(first.Outcome.Seconds));
    }

    private static TimeSpan Phase(RunDocument run, string name) =>
        TimeSpan.FromSeconds(run.Outcome!.Phases.Single(phase => phase.Name == name).StartedAfterSeconds);
}
