using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.ServiceKit.Brokers;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Processes;

/// <summary>Backup workers that end, in order or not, while there is something to do.</summary>
[Collection<RealBroker>]
public sealed class WorkerDeathTests(RabbitMqFixture fixture) : DistributedTest
{
    [Fact]
    public async Task A_worker_killed_in_the_middle_of_a_backup_is_replaced_by_another()
    {
        var (broker, virtualHost) = await fixture.VirtualHostAsync();
        var system = await PrepareAsync(broker, virtualHost);
        var first = await StartAsync(system, "BackupWorker");
        var runId = await system.AskForStalledBackupAsync();
        await StartAsync(system, "BackupWorker");
        Assert.Contains(system.Files, file => file.EndsWith(".partial", StringComparison.Ordinal));

        await first.KillAsync();
        await system.Events.HearAsync<BackupCompleted>(runId);

        await OneGoodBackupAsync(system, runId, attempts: 2);
    }

    [Fact]
    public async Task A_request_that_was_delivered_to_a_worker_and_not_acknowledged_before_its_death_is_delivered_again()
    {
        var (broker, virtualHost) = await fixture.VirtualHostAsync();
        var system = await PrepareAsync(broker, virtualHost);
        var first = await StartAsync(system, "BackupWorker");
        await Eventually.HoldsAsync(async () => await broker.ConsumersAsync(Queue, virtualHost) == 1, Limit);
        first.Pause();
        var runId = await system.AskForBackupAsync();
        await Eventually.HoldsAsync(async () => await broker.UnacknowledgedAsync(Queue, virtualHost) == 1, Limit);

        await first.KillAsync();
        await StartAsync(system, "BackupWorker");
        await system.Events.HearAsync<BackupCompleted>(runId);

        await OneGoodBackupAsync(system, runId, attempts: 1);
        Assert.Equal(0, await broker.MessagesAsync(Queue, virtualHost));
    }

    [Fact]
    public async Task A_worker_that_is_terminated_in_the_middle_of_a_backup_tells_so_in_time_and_leaves_nothing_behind()
    {
        var (broker, virtualHost) = await fixture.VirtualHostAsync();
        var system = await PrepareAsync(broker, virtualHost);
        var worker = await StartAsync(system, "BackupWorker");
        var runId = await system.AskForStalledBackupAsync();

        Assert.Equal(0, await worker.TerminateAsync(TimeSpan.FromSeconds(10)));

        Assert.Equal("interrupted", (await system.Events.HearAsync<BackupFailed>(runId)).Failure.Code);
        Assert.Equal((runId, RunOutcome.Interrupted), (Assert.Single(system.History.Read()).RunId, system.History.Read()[0].Outcome));
        Assert.Empty(system.Accepted.List());
        Assert.Empty(system.Files);
    }
}
