using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Sandbox;

namespace StreamingTracker.Backup.AppHost.Databases;

/// <summary>The sandbox in this process, seeded with the small Streaming Tracker graph.</summary>
internal sealed class SandboxDatabase : IDevelopmentDatabase
{
    private readonly SandboxServer _server;

    private SandboxDatabase(SandboxServer server) => _server = server;

    public string Description => "a sandbox in memory: it forgets everything at the end";

    public Neo4jSettings Settings => new() { Address = _server.Address };

    public IReadOnlyDictionary<string, string> Configuration => new Dictionary<string, string>
    {
        [SettingsKeys.ConnectionString] = "",
        [SettingsKeys.Uri] = _server.Address.ToString(),
        [SettingsKeys.User] = "",
        [SettingsKeys.Password] = "",
        [SettingsKeys.PasswordFile] = "",
        [SettingsKeys.Database] = "",
    };

    public static async Task<SandboxDatabase> StartAsync(CancellationToken cancellationToken)
    {
        var server = await SandboxServer.StartAsync(new SandboxOptions(), cancellationToken);
        server.SeedStreamingTracker();
        return new(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
