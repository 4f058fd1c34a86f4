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
    public async Task A_request_that_could_never_be_served_lies_in_the_error_queue_and_holds_nothing_up()
    {
        var system = await StartAsync();

        await system.AskForBackupAsync("no run id");
        var next = await system.AskForBackupAsync();
        await system.Events.HearAsync<BackupCompleted>(next);

        var broker = await fixture.BrokerAsync();
        await Eventually.HoldsAsync(async () => await broker.MessagesAsync(Queue + "_error", _virtualHost!) == 1, TimeSpan.FromSeconds(60));
        Assert.Equal(0, await broker.MessagesAsync(Queue, _virtualHost!));
    }

    public void Dispose() => _folder.Dispose();

    protected override async Task<IReadOnlyList<string>> TransportAsync()
    {
        var (broker, virtualHost) = await fixture.VirtualHostAsync();
        _virtualHost = virtualHost;
        return BrokerSettings.Write(_folder, broker, virtualHost);
    }
}
