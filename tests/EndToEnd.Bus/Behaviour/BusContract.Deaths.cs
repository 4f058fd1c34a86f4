using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.EndToEnd.Bus.Behaviour;

/// <content>What holds when processes die or stop.</content>
public abstract partial class BusContract
{
    [Fact]
    public async Task A_run_that_a_dead_process_left_is_done_by_another()
    {
        var system = await PrepareAsync();
        var runId = RunOrder.NewRunId();
        await system.AcceptAsync(runId);
        await system.Accepted.BeginAttemptAsync(system.Accepted.List()[0], Cancellation);

        await system.StartWorkersAsync();
        await system.Events.HearAsync<BackupCompleted>(runId);

        Assert.Equal((2, RunOutcome.Completed), (system.History.Find(runId)!.Attempts, system.History.Find(runId)!.Outcome));
    }

    [Fact]
    public async Task A_run_that_broke_off_three_times_is_given_up()
    {
        var system = await PrepareAsync();
        var runId = RunOrder.NewRunId();
        await system.AcceptAsync(runId);
        for (var attempt = 0; attempt < 3; attempt++) await system.Accepted.BeginAttemptAsync(system.Accepted.List()[0], Cancellation);

        await system.StartWorkersAsync();

        Assert.Equal("abandoned", (await system.Events.HearAsync<BackupFailed>(runId)).Failure.Code);
        await system.SettleAsync();
        Assert.Equal((3, RunOutcome.Failed), (system.History.Find(runId)!.Attempts, system.History.Find(runId)!.Outcome));
        Assert.Empty(system.Backups);
    }

    [Fact]
    public async Task An_outcome_that_a_dead_process_did_not_tell_is_told_by_another_and_nothing_is_done_again()
    {
        var system = await StartAsync();
        var runId = await system.AskForBackupAsync();
        await system.Events.HearAsync<BackupCompleted>(runId);
        await system.SettleAsync();

        await system.AcceptAsync(runId);
        var again = await system.Events.HearAsync<BackupCompleted>(runId, nth: 2);
        await system.SettleAsync();

        Assert.Equal(system.Backups.Single().Name, again.Backup);
        Assert.Single(system.History.Read());
    }

    [Fact]
    public async Task A_run_that_is_going_when_its_process_stops_is_recorded_and_told_as_interrupted_and_leaves_nothing()
    {
        var system = await StartAsync();
        var runId = await system.AskForStalledBackupAsync();

        var began = TimeProvider.System.GetTimestamp();
        await system.StopWorkersAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal("interrupted", (await system.Events.HearAsync<BackupFailed>(runId)).Failure.Code);
        Assert.Equal(RunOutcome.Interrupted, system.History.Find(runId)!.Outcome);
        Assert.Empty(system.Accepted.List());
        Assert.Empty(system.Files);
    }
}
