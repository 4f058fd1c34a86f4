using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Kills;

/// <summary>What outlives the processes that are killed: a database with the small Streaming Tracker graph, and an archive of its own.</summary>
internal sealed class Survivor : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SandboxServer? _sandbox;

    private Survivor(Neo4jSettings neo4j, Func<string, Stbackup> stbackup, SandboxServer? sandbox = null)
    {
        Settings = new() { Neo4j = neo4j, Archive = new(_folder["backups"]) };
        Files = new(Settings.Archive.Directory);
        Stbackup = stbackup(Settings.Archive.Directory);
        _sandbox = sandbox;
    }

    public OperationSettings Settings { get; }

    /// <summary>The program, on this database and archive.</summary>
    public Stbackup Stbackup { get; }

    public ArchiveFiles Files { get; }

    public BackupArchive Archive => new(Settings.Archive, TimeProvider.System);

    /// <summary>The faults that the database is to have; null where it is a real one.</summary>
    public SandboxFaults? Faults { get; private init; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Survivor> InSandboxAsync()
    {
        var faults = new SandboxFaults();
        var sandbox = await SandboxServer.StartAsync(new() { Faults = faults }, Cancellation);
        sandbox.SeedStreamingTracker();
        return new(new() { Address = sandbox.Address }, archive => new(sandbox, archive), sandbox) { Faults = faults };
    }

    public static async Task<Survivor> OnServerAsync(Neo4jServerFixture neo4j)
    {
        var server = await neo4j.EmptyServerAsync();
        await (await neo4j.ShellAsync()).RunFileAsync(RealParts.SharedFile("fixtures/streaming-tracker.cypher"));
        return new(new() { Address = server.Address, Credentials = server.Credentials }, archive => new(server, archive));
    }

    public async ValueTask DisposeAsync()
    {
        if (_sandbox is not null) await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Makes the graph another one, by a node.</summary>
    public async Task WriteAsync()
    {
        await using var connection = await ConnectAsync();
        await OtherClient.CreateNodeAsync(connection, Cancellation);
    }

    /// <summary>What the database holds.</summary>
    public async Task<HeldGraph> LookAsync()
    {
        await using var connection = await ConnectAsync();
        return await HeldGraph.ReadAsync(connection, Cancellation);
    }

    /// <summary>Makes a backup in this process, which needs no program to start.</summary>
    public Task<BackupResult> BackUpAsync(string note) => new InProcess(Settings).BackUpAsync(note: note);

    /// <summary>Reads a backup whole.</summary>
    /// <returns>What it holds.</returns>
    public static async Task<HeldGraph> VerifyAsync(ArchivedBackup backup)
    {
        var verified = await BackupVerifier.VerifyAsync(backup, Cancellation);
        return HeldGraph.Of(verified.Digest, verified.Schema!);
    }

    /// <summary>Deletes all backups but one, so that a long run does not drown in them.</summary>
    public void DeleteAllBut(string kept)
    {
        foreach (var backup in Archive.List().Where(backup => backup.Name != kept))
        {
            foreach (var file in Directory.GetFiles(Settings.Archive.Directory, backup.Name + ".*")) File.Delete(file);
        }
    }

    private Task<BoltConnection> ConnectAsync() =>
        BoltConnection.ConnectAsync(Settings.Neo4j!.Address, new() { Credentials = Settings.Neo4j.Credentials }, Cancellation);
}
