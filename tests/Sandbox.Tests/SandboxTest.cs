using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Tests;

/// <summary>A sandbox for a test that is about the sandbox alone.</summary>
public abstract class SandboxTest : IAsyncDisposable
{
    private SandboxServer? _server;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected SandboxServer Server => _server ?? throw new InvalidOperationException("Start the sandbox first");

    protected async Task StartAsync(SandboxOptions? options = null) =>
        _server = await SandboxServer.StartAsync(options ?? new SandboxOptions(), Cancellation);

    protected Task<BoltConnection> ConnectAsync() => BoltConnection.ConnectAsync(Server.Address, new BoltOptions(), Cancellation);

    protected static Task CreateNodesAsync(IBoltSession session, int count, string label = "A")
    {
        var row = new Dictionary<string, object?> { ["l"] = new[] { label }, ["p"] = new Dictionary<string, object?> { ["x"] = 1L } };
        var parameters = new Dictionary<string, object?> { ["rows"] = Enumerable.Repeat(row, count).ToArray() };
        return session.ExecuteAsync(Statements.CreateNodes, parameters, Cancellation);
    }

    protected static async Task<long> CountAsync(IBoltSession session) =>
        (long)Assert.Single(await session.QueryAsync(Statements.CountNodes, null, Cancellation))["count"]!;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
