using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Server.Tests;

/// <summary>A server over a sandbox and an archive of the test's own.</summary>
public abstract class ServerTest : IAsyncLifetime
{
    private readonly List<RunningServer> _servers = [];

    private protected TemporaryFolder Archive { get; } = new();

    private protected TestSandbox Sandbox { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Sandbox = await TestSandbox.StartAsync();

    public async ValueTask DisposeAsync()
    {
        Sandbox.Faults.Clear();
        foreach (var server in _servers) await server.DisposeAsync();
        await Sandbox.DisposeAsync();
        Archive.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<RunningServer> StartAsync(params (string Key, string Value)[] settings)
    {
        var server = await RunningServer.StartAsync(Sandbox, Archive, settings);
        _servers.Add(server);
        return server;
    }

    private protected async Task StopAsync(RunningServer server)
    {
        _servers.Remove(server);
        await server.DisposeAsync();
    }

    /// <summary>The archive's backups and whatever else lies beside them.</summary>
    private protected IEnumerable<string> ArchiveFiles => Directory.EnumerateFiles(Archive["backups"]).Select(path => Path.GetFileName(path));
}
