using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.ServiceKit.Brokers;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Behaviour;

[Collection<RealBroker>]
public sealed class RabbitMqBusTests(RabbitMqFixture fixture) : BusContract, IDisposable
{
    private const string Queue = "stbackup-streaming-tracker-backup-requested";

    private readonly TemporaryFolder _folder = new();
    private string? _virtualHost;

    protected override bool CrossesProcesses => true;

    [Fact]
    public async Task A_request_sent_when_no_worker_has_ever_been_there_is_kept()
    {
        var system = await PrepareAsync();
        var runId = await system.AskForBackupAsync();
        var broker = await fixture.BrokerAsync();
        Assert.Equal(1, await broker.MessagesAsync(Queue, _virtualHost!));

        await system.StartWorkersAsync();

        await system.Events.HearAsync<BackupCompleted>(runId);
    }

    [Fact]
    public async Task What_could_never_be_served_lies_in_the_error_queue_with_the_reason_and_holds_nothing_up()
    {
        var system = await StartAsync();
        var broker = await fixture.BrokerAsync();

        await system.AskForBackupAsync("no run id");
        await using var queue = await ErrorQueue.ConnectAsync(broker.Address(_virtualHost!), Queue, Cancellation);
        await queue.SendAsync("no message at all", Cancellation);
        await system.Events.HearAsync<BackupCompleted>(await system.AskForBackupAsync());

        await Eventually.HoldsAsync(async () => await broker.MessagesAsync(Queue, _virtualHost!) == 0, TimeSpan.FromSeconds(60));
        string[] reasons = [await queue.ReasonAsync(Cancellation), await queue.ReasonAsync(Cancellation)];
        Assert.Contains(reasons, reason => reason.Contains("RunId is not 32 lower-case hexadecimal digits", StringComparison.Ordinal));
        Assert.Contains(reasons, reason => reason.Contains("is an invalid JSON literal", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    protected override async Task<IReadOnlyList<string>> TransportAsync()
    {
        var (broker, virtualHost) = await fixture.VirtualHostAsync();
        _virtualHost = virtualHost;
        return BrokerSettings.Write(_folder, broker, virtualHost);
    }
}
