using System.Diagnostics;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Neo4jHost;

namespace StreamingTracker.Backup.Benchmarks;

/// <summary>A real Neo4j in a temporary folder, with what clients need to log on to it.</summary>
internal sealed class BenchmarkServer : IAsyncDisposable
{
    /// <summary>The version 1.0 way builds the whole database as one string in the server, and 4 GB are not enough for that.</summary>
    private const string Heap = "8g";

    /// <summary>A slow machine takes longer for that string than cypher-shell waits, unless the server promises no signs of life.</summary>
    private static readonly Dictionary<string, string> Settings = new() { ["server.bolt.connection_keep_alive_for_requests"] = "OFF" };

    private readonly DirectoryInfo _folder;
    private readonly Neo4jInstance _instance;

    private BenchmarkServer(DirectoryInfo folder, Neo4jInstallation installation, Neo4jInstance instance)
    {
        _folder = folder;
        _instance = instance;
        CypherShell = Path.Combine(installation.Home, "bin", "cypher-shell");
    }

    public string CypherShell { get; }

    public string ImportFolder => _instance.ImportFolder;

    /// <summary>Starts an empty one, from <c>NEO4J_HOME</c> or from <c>shared/neo4j</c> beside a folder above.</summary>
    public static async Task<BenchmarkServer> StartAsync(CancellationToken cancellationToken)
    {
        var installation = Neo4jInstallation.FromEnvironment() ?? FindBeside()
            ?? throw new BenchmarkException($"No Neo4j to measure. Set {Neo4jInstallation.HomeVariable} to the folder of an unpacked Neo4j 5.26 with APOC.");
        var folder = Directory.CreateTempSubdirectory("stbackup-benchmark-");
        try
        {
            var instance = await Neo4jInstance.StartAsync(installation, new() { Folder = folder.FullName, Heap = Heap, Settings = Settings }, cancellationToken);
            return new(folder, installation, instance);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>A connection over the protocol version that an export asks for.</summary>
    public Task<BoltConnection> ConnectAsync(CancellationToken cancellationToken) => BoltConnection.ConnectAsync(
        _instance.Address, new() { Credentials = _instance.Credentials, HighestVersion = BoltVersion.V44 }, cancellationToken);

    /// <summary>Fills it with the benchmark graph.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> FillAsync(BenchmarkSettings size, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var connection = await ConnectAsync(cancellationToken);
        await BenchmarkGraph.CreateAsync(connection, size, cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>What stbackup needs in its environment.</summary>
    public Dictionary<string, string> StbackupEnvironment(string archive) => new()
    {
        ["Neo4j__Uri"] = _instance.Address.ToString(),
        ["Neo4j__User"] = _instance.Credentials.User,
        ["Neo4j__PasswordFile"] = _instance.PasswordFile,
        ["Backup__Directory"] = archive,
    };

    /// <summary>What cypher-shell needs in its environment.</summary>
    public Dictionary<string, string> CypherShellEnvironment() => new()
    {
        ["NEO4J_ADDRESS"] = _instance.Address.ToString(),
        ["NEO4J_USERNAME"] = _instance.Credentials.User,
        ["NEO4J_PASSWORD"] = File.ReadAllText(_instance.PasswordFile).Trim(),
    };

    public async ValueTask DisposeAsync()
    {
        await _instance.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static Neo4jInstallation? FindBeside()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Neo4jInstallation.Find(Path.Combine(folder.FullName, "shared", "neo4j")) is { } installation) return installation;
        return null;
    }
}
