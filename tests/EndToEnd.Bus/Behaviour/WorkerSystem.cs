using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.BackupWorker;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.RestoreWorker;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.Scheduler;
using StreamingTracker.Backup.ServiceDefaults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Behaviour;

/// <summary>
/// Both workers over a seeded sandbox and an archive of their own, with a scheduler that has nothing to do unless the settings say
/// so, and somebody who asks and listens: in the workers' process where the bus does not cross processes, else in a host apart.
/// </summary>
public sealed class WorkerSystem : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<string> _transport;
    private readonly bool _crossesProcesses;
    private readonly SandboxServer _sandbox;
    private IHost? _workers, _client;

    private WorkerSystem(IReadOnlyList<string> transport, bool crossesProcesses, SandboxFaults faults, SandboxServer sandbox)
    {
        (_transport, _crossesProcesses, Faults, _sandbox) = (transport, crossesProcesses, faults, sandbox);
        Accepted = new(Archive, database: null);
        History = new(Archive);
    }

    public SandboxFaults Faults { get; }

    public EventLog Events { get; } = new();

    public BackupArchiveOptions Archive => new(_folder["backups"]);

    public AcceptedRuns Accepted { get; }

    public RunHistory History { get; }

    public IReadOnlyList<ArchivedBackup> Backups => new BackupArchive(Archive, TimeProvider.System).List();

    /// <summary>What makes a process of its own one of this system.</summary>
    public Dictionary<string, string?> Environment =>
        Settings.Select(setting => setting[2..].Split('=', 2)).ToDictionary(pair => pair[0].Replace(":", "__", StringComparison.Ordinal), pair => (string?)pair[1]);

    /// <summary>Everything in the archive's folder that is no state of runs.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(_folder["backups"]).Select(path => Path.GetFileName(path));

    public static async Task<WorkerSystem> StartAsync(
        IReadOnlyList<string> transport, bool crossesProcesses, BoltCredentials? credentials = null, params string[] settings)
    {
        var system = await PrepareAsync(transport, crossesProcesses, credentials);
        await system.StartWorkersAsync(settings);
        return system;
    }

    /// <summary>Everything but the workers.</summary>
    public static async Task<WorkerSystem> PrepareAsync(IReadOnlyList<string> transport, bool crossesProcesses, BoltCredentials? credentials = null)
    {
        var faults = new SandboxFaults();
        var options = new SandboxOptions { Faults = faults, Credentials = credentials ?? BoltCredentials.None };
        var sandbox = await SandboxServer.StartAsync(options, TestContext.Current.CancellationToken);
        sandbox.SeedStreamingTracker();
        var system = new WorkerSystem(transport, crossesProcesses, faults, sandbox);
        if (!crossesProcesses) return system;
        system._client = system.Build([], system.Listen);
        await StartAsync(system._client);
        return system;
    }

    public async Task StartWorkersAsync(params string[] settings)
    {
        _workers = Build(settings, builder =>
        {
            builder.AddBackupWorker();
            builder.AddRestoreWorker();
            builder.AddScheduler();
            if (!_crossesProcesses) Listen(builder);
        });
        await StartAsync(_workers);
    }

    public async Task StopWorkersAsync()
    {
        await _workers!.StopAsync(TestContext.Current.CancellationToken);
        _workers.Dispose();
        _workers = null;
    }

    public Task AskAsync<T>(T request)
        where T : RunRequested => (_client ?? _workers)!.Services.GetRequiredService<IBus>().Publish(request, TestContext.Current.CancellationToken);

    public async Task<string> AskForBackupAsync(string? runId = null, string trigger = "manual", bool distinct = false)
    {
        var request = new BackupRequested
        {
            RunId = runId ?? RunOrder.NewRunId(),
            RequestedAt = TimeProvider.System.GetUtcNow(),
            Trigger = trigger,
            Distinct = distinct,
        };
        await AskAsync(request);
        return request.RunId;
    }

    /// <summary>Lets the next backup stand still in its nodes until the faults are cleared.</summary>
    public void StallNextBackup() => Faults.Arm(SandboxTrigger.Record, 1, SandboxFault.Stall, Statements.ReadNodes);

    /// <summary>Makes a backup that stands still until the faults are cleared.</summary>
    public async Task<string> AskForStalledBackupAsync()
    {
        StallNextBackup();
        var runId = await AskForBackupAsync();
        await Eventually.HoldsAsync(() => Faults.Struck > 0, TimeSpan.FromSeconds(60));
        return runId;
    }

    /// <summary>Asks for a restore.</summary>
    /// <param name="backup">The backup's name.</param>
    /// <param name="database">The database that the request says it overwrites.</param>
    public async Task<string> AskForRestoreAsync(string backup, string database = "neo4j")
    {
        var request = new RestoreRequested
        {
            RunId = RunOrder.NewRunId(),
            RequestedAt = DateTimeOffset.UnixEpoch,
            Backup = backup,
            ConfirmDatabase = database,
        };
        await AskAsync(request);
        return request.RunId;
    }

    /// <summary>Records a run as an accepting process would.</summary>
    public Task AcceptAsync(string runId) => Accepted.AcceptAsync(
        new()
        {
            RunId = runId,
            Kind = RunKind.Backup,
            AcceptedAt = TimeProvider.System.GetUtcNow(),
            Trigger = "manual",
            Request = $$"""{"RunId":"{{runId}}","RequestedAt":"2026-01-19T22:00:00Z"}""",
        },
        AcceptedRuns.MostOfAKind,
        TestContext.Current.CancellationToken);

    /// <summary>Waits until no run is accepted any more.</summary>
    public Task SettleAsync() => Eventually.HoldsAsync(() => Accepted.List().Count == 0, TimeSpan.FromSeconds(60));

    /// <summary>How many nodes and relationships the database holds.</summary>
    public async Task<(long Nodes, long Relationships)> CountAsync()
    {
        await using var connection = await BoltConnection.ConnectAsync(_sandbox.Address, new(), TestContext.Current.CancellationToken);
        var facts = await DatabaseInspector.InspectAsync(connection, TestContext.Current.CancellationToken);
        return (facts.Nodes, facts.Relationships);
    }

    /// <summary>What the database holds.</summary>
    public async Task<HeldGraph> HeldAsync()
    {
        await using var connection = await BoltConnection.ConnectAsync(_sandbox.Address, new(), TestContext.Current.CancellationToken);
        return await HeldGraph.ReadAsync(connection, TestContext.Current.CancellationToken);
    }

    /// <summary>Writes one node, as another client would.</summary>
    public async Task CreateNodeAsync()
    {
        await using var connection = await BoltConnection.ConnectAsync(_sandbox.Address, new(), TestContext.Current.CancellationToken);
        await OtherClient.CreateNodeAsync(connection, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Faults.Clear();
        if (_workers is not null) await StopWorkersAsync();
        if (_client is not null) await _client.StopAsync(CancellationToken.None);
        _client?.Dispose();
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    private void Listen(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(Events);
        ServiceSetup.Of(builder).AddMessaging(bus => bus.AddConsumer<EventListener>().Endpoint(endpoint =>
        {
            (endpoint.ConcurrentMessageLimit, endpoint.PrefetchCount) = (1, 1);
        }));
    }

    private string[] Settings =>
    [
        $"--Neo4j:Uri=bolt://127.0.0.1:{_sandbox.Address.Port}", $"--Backup:Directory={_folder["backups"]}",
        "--Runner:Poll=200ms", "--Lock:Lease=3s", "--Retry:Retries=2", "--Retry:Pause=10ms", "--Logging:LogLevel:Default=None",
        "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None", "--Logging:LogLevel:MassTransit=None",
        .. _transport,
    ];

    private IHost Build(IEnumerable<string> settings, Action<IHostApplicationBuilder> add)
    {
        var keys = add == Listen ? Settings.Where(key => !key.StartsWith("--Runner", StringComparison.Ordinal)) : Settings;
        return ServiceProgram.Build([.. keys, .. settings], "stbackup-test", add);
    }

    private static async Task StartAsync(IHost host)
    {
        await host.StartAsync(TestContext.Current.CancellationToken);

        // A broker is connected to in the background, and events sent before a listener's queue is there are not for it.
        await host.Services.GetRequiredService<IBusControl>()
            .WaitForHealthStatus(BusHealthStatus.Healthy, TestContext.Current.CancellationToken);
    }
}
