using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Sandbox;

namespace StreamingTracker.Backup.Graph.Tests;

public sealed class HostileNamesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_a_backup_says_is_run()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), Cancellation);
        await using var connection = await BoltConnection.ConnectAsync(sandbox.Address, new BoltOptions(), Cancellation);
        await HostileNames.AssertNothingRunsAsync(connection);
    }

    [Fact]
    public async Task Kinds_and_settings_that_no_server_has_are_refused()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), Cancellation);
        await using var connection = await BoltConnection.ConnectAsync(sandbox.Address, new BoltOptions(), Cancellation);
        await HostileNames.AssertRefusedAsync(connection);
    }
}
