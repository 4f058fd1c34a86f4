namespace StreamingTracker.Backup.EndToEnd.Bus.Behaviour;

public sealed class InMemoryBusTests : BusContract
{
    protected override bool CrossesProcesses => false;

    protected override Task<IReadOnlyList<string>> TransportAsync() => Task.FromResult<IReadOnlyList<string>>([]);
}
