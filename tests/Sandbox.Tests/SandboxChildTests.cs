using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Sandbox.Tests;

/// <summary>A sandbox that another program starts for itself.</summary>
public sealed class SandboxChildTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_empty_lets_nobody_else_in_and_ends_when_it_is_disposed_of()
    {
        BoltAddress address;
        await using (var sandbox = await SandboxProcess.StartAsync(Cancellation))
        {
            address = sandbox.Address;
            await using var connection = await BoltConnection.ConnectAsync(address, new() { Credentials = sandbox.Credentials }, Cancellation);
            Assert.Equal(0, (await DatabaseInspector.InspectAsync(connection, Cancellation)).Nodes);
            await Assert.ThrowsAsync<BoltAuthenticationException>(() => BoltConnection.ConnectAsync(address, new(), Cancellation));
        }

        await Assert.ThrowsAsync<BoltUnreachableException>(() => BoltConnection.ConnectAsync(address, new(), Cancellation));
    }

    [Fact]
    public async Task It_ends_when_its_input_does_and_so_with_whoever_started_it()
    {
        await using var sandbox = RunningProcess.Start(
            "dotnet", [typeof(SandboxServer).Assembly.Location, "--user", "u", "--password-file", "-"]);
        await sandbox.Input.WriteLineAsync("hidden");
        await sandbox.Input.FlushAsync(Cancellation);
        await Eventually.HoldsAsync(() => sandbox.Output.Contains("listening on", StringComparison.Ordinal), Limit);
        Assert.False(sandbox.HasExited);

        sandbox.Input.Close();

        Assert.Equal(0, await sandbox.WaitForExitAsync(Limit));
    }
}
