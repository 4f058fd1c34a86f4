using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Neo4jHost;
using Xunit;

namespace StreamingTracker.Backup.TestKit;

/// <summary>
/// The tests of an assembly that share its one real server: <c>[Collection&lt;RealServer&gt;]</c> on a class runs them one after
/// another, so that none disturbs the next, and hands its constructor the <see cref="Neo4jServerFixture"/>.
/// </summary>
public sealed class RealServer : ICollectionFixture<Neo4jServerFixture>;

/// <summary>One real Neo4j for a test assembly, started by the first test that asks for it.</summary>
public sealed class Neo4jServerFixture : IAsyncDisposable
{
    private readonly Lazy<Task<Neo4jInstance>> _server;
    private readonly TemporaryFolder _folder = new();

    public Neo4jServerFixture() => _server = new(StartAsync);

    /// <summary>The server as it is. Without an installation the test is skipped, or fails in CI.</summary>
    public Task<Neo4jInstance> ServerAsync() => _server.Value;

    /// <summary>The server with nothing in it: no data, and no schema but the two lookup indexes of a new database.</summary>
    public async Task<Neo4jInstance> EmptyServerAsync()
    {
        var server = await ServerAsync();
        await using var connection = await ConnectAsync(server);
        await EmptyDatabase.MakeAsync(connection, TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>The shell on this server.</summary>
    public async Task<CypherShell> ShellAsync() => new(RealParts.Neo4j(), await ServerAsync());

    /// <summary>A connection to this server.</summary>
    /// <param name="highestVersion">The newest protocol version to speak; null for the newest of all.</param>
    public async Task<BoltConnection> ConnectAsync(BoltVersion? highestVersion = null) =>
        await ConnectAsync(await ServerAsync(), highestVersion);

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated && _server.Value.IsCompletedSuccessfully) await _server.Value.Result.DisposeAsync();
        _folder.Dispose();
    }

    private static Task<BoltConnection> ConnectAsync(Neo4jInstance server, BoltVersion? highestVersion = null) =>
        BoltConnection.ConnectAsync(
            server.Address,
            new BoltOptions { Credentials = server.Credentials, HighestVersion = highestVersion ?? BoltVersion.Highest },
            TestContext.Current.CancellationToken);

    // Not the cancellation of the test that happens to come first: the others need the server, too.
    private Task<Neo4jInstance> StartAsync() =>
        Neo4jInstance.StartAsync(
            RealParts.Neo4j(),
            new Neo4jInstanceOptions
            {
                Folder = _folder.Path,
                Settings = new Dictionary<string, string> { ["dbms.security.procedures.unrestricted"] = "apoc.*" },
            },
            CancellationToken.None);
}
