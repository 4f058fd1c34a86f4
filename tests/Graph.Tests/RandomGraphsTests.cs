using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Graph.Tests;

public sealed class RandomGraphsTests
{
    [Fact]
    public async Task Random_graphs_come_back_equal()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), cancellation);
        await using var connection = await BoltConnection.ConnectAsync(sandbox.Address, new BoltOptions(), cancellation);
        await RandomGraphs.ComeBackEqualAsync(connection, LongRun.Rounds(40, 20_000));
    }
}
