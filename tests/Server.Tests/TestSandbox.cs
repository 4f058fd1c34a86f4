using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.Sandbox.Faults;

namespace StreamingTracker.Backup.Server.Tests;

/// <summary>A seeded sandbox at one address, which can go away, come back, and change its password.</summary>
internal sealed class TestSandbox : IAsyncDisposable
{
    private SandboxServer? _server;

    private TestSandbox(SandboxServer server) => (_server, Address) = (server, server.Address);

    public BoltAddress Address { get; }

    public SandboxFaults Faults { get; private init; } = new();

    public static async Task<TestSandbox> StartAsync(BoltCredentials? credentials = null)
    {
        var faults = new SandboxFaults();
        return new(await StartAsync(0, credentials, faults)) { Faults = faults };
    }

    public async Task StopAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _server = null;
    }

    public async Task StartAgainAsync(BoltCredentials? credentials = null)
    {
        await StopAsync();
        _server = await StartAsync(Address.Port, credentials, Faults);
    }

    /// <summary>Lets the next backup stand still in its middle, until <see cref="SandboxFaults.Clear"/>.</summary>
    public void StallNextBackup() => Faults.Arm(SandboxTrigger.Record, 20, SandboxFault.Stall, Statements.ReadRelationships);

    public async ValueTask DisposeAsync() => await StopAsync();

    private static async Task<SandboxServer> StartAsync(int port, BoltCredentials? credentials, SandboxFaults faults)
    {
        var options = new SandboxOptions { Port = port, Credentials = credentials ?? BoltCredentials.None, Faults = faults };
        var server = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        server.SeedStreamingTracker();
        return server;
    }
}
