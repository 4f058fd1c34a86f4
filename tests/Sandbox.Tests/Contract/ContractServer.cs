using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Sandbox.Tests.Contract;

/// <summary>A server that a contract is tested on.</summary>
public interface IContractServer : IAsyncDisposable
{
    /// <summary>The server with nothing in it but the two lookup indexes of a new database.</summary>
    Task<ServerLogon> StartEmptyAsync();
}

/// <summary>How to get into a server.</summary>
public sealed record ServerLogon(BoltAddress Address, string User, string Password)
{
    public BoltCredentials Credentials { get; } = new(User, Password);
}

/// <summary>A sandbox of the test's own.</summary>
public sealed class SandboxContractServer : IContractServer
{
    private const string User = "neo4j";
    private const string Password = "only for tests";
    private SandboxServer? _server;

    public async Task<ServerLogon> StartEmptyAsync()
    {
        var options = new SandboxOptions { Credentials = new BoltCredentials(User, Password) };
        _server = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        return new ServerLogon(_server.Address, User, Password);
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The real server that the tests of this assembly share.</summary>
public sealed class RealContractServer(Neo4jServerFixture fixture) : IContractServer
{
    public async Task<ServerLogon> StartEmptyAsync()
    {
        var server = await fixture.EmptyServerAsync();
        return new ServerLogon(server.Address, server.Credentials.User, await File.ReadAllTextAsync(server.PasswordFile));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
