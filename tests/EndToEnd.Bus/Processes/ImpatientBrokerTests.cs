using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.ServiceKit.Brokers;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Processes;

/// <summary>Brokers that cut long deliveries, or go away themselves, while a backup is made.</summary>
[Collection(RabbitMqBroker.OneAtATime)]
public sealed class ImpatientBrokerTests : DistributedTest
{
    private const string VirtualHost = "own";

    [Fact]
    public async Task A_run_three_times_as_long_as_a_delivery_may_be_held_is_done_once()
    {
        var broker = await StartBrokerAsync(new RabbitMqOptions { ConsumerTimeout = TimeSpan.FromSeconds(1) });
        var system = await PrepareAsync(broker, VirtualHost);
        await StartAsync(system, "BackupWorker");
        await using var beside = await HeldDelivery.ConnectAsync(broker.Address(VirtualHost), Cancellation);
        var runId = await system.AskForStalledBackupAsync();

        for (var cut = 0; cut < 3; cut++) Assert.Contains("timeout", await beside.BeCutAsync(Limit, Cancellation), StringComparison.Ordinal);
        Assert.Equal(0, await broker.MessagesAsync(Queue, VirtualHost));
        system.Faults.Clear();
        await system.Events.HearAsync<BackupCompleted>(runId);

        await OneGoodBackupAsync(system, runId, attempts: 1);
        Assert.Single(system.Events.Of(runId).OfType<RunAccepted>());
    }

    [Fact]
    public async Task A_run_ends_well_while_the_broker_is_gone_and_is_told_of_when_it_is_back()
    {
        var broker = await StartBrokerAsync(new RabbitMqOptions());
        var system = await PrepareAsync(broker, VirtualHost);
        await StartAsync(system, "BackupWorker");
        var runId = await system.AskForStalledBackupAsync();

        await broker.KillAsync();
        system.Faults.Clear();
        await Eventually.HoldsAsync(() => system.History.Find(runId) is not null, Limit);
        Assert.NotEmpty(system.Accepted.List());
        await broker.StartAgainAsync();
        await system.Events.HearAsync<BackupCompleted>(runId);

        await OneGoodBackupAsync(system, runId, attempts: 1);
    }

    [Fact]
    public async Task An_outcome_that_a_worker_could_not_tell_before_its_death_is_told_by_another_when_the_broker_is_back()
    {
        var broker = await StartBrokerAsync(new RabbitMqOptions());
        var system = await PrepareAsync(broker, VirtualHost);
        var first = await StartAsync(system, "BackupWorker");
        var runId = await system.AskForStalledBackupAsync();

        await broker.KillAsync();
        system.Faults.Clear();
        await Eventually.HoldsAsync(() => system.History.Find(runId) is not null, Limit);
        await first.KillAsync();
        var second = await StartAsync(system, "BackupWorker");
        await Eventually.HoldsAsync(() => second.Output.Contains("could not be sent; it will be tried again", StringComparison.Ordinal), Limit);
        Assert.NotEmpty(system.Accepted.List());
        await broker.StartAgainAsync();
        await system.Events.HearAsync<BackupCompleted>(runId);

        await OneGoodBackupAsync(system, runId, attempts: 1);
    }

    private async Task<RabbitMqBroker> StartBrokerAsync(RabbitMqOptions options)
    {
        var broker = Keep(await RabbitMqBroker.StartAsync(options));
        await broker.AddVirtualHostAsync(VirtualHost);
        return broker;
    }
}
