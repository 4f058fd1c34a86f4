using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests;

/// <summary>A seeded sandbox and an archive in a folder of its own: what operations work on.</summary>
public sealed class SandboxFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SandboxServer _sandbox;

    private SandboxFixture(SandboxServer sandbox) => _sandbox = sandbox;

    /// <summary>The faults the sandbox is to have.</summary>
    public SandboxFaults Faults { get; private init; } = new();

    public OperationSettings Settings => new()
    {
        Neo4j = new() { Address = _sandbox.Address },
        Archive = new BackupArchiveOptions(_folder["backups"]),
    };

    /// <summary>The names of the archive's files.</summary>
    public IEnumerable<string> ArchiveFiles => Directory.Exists(_folder["backups"])
        ? Directory.EnumerateFiles(_folder["backups"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
        : [];

    public static async Task<SandboxFixture> StartAsync()
    {
        var faults = new SandboxFaults();
        var sandbox = await SandboxServer.StartAsync(new() { Faults = faults }, TestContext.Current.CancellationToken);
        sandbox.SeedStreamingTracker();
        return new(sandbox) { Faults = faults };
    }

    public Task<BackupResult> BackUpAsync(IProgress<RunProgress>? progress = null, RunOrder? order = null) =>
        BackUpAsync(Settings, progress, order);

    public static Task<BackupResult> BackUpAsync(
        OperationSettings settings, IProgress<RunProgress>? progress = null, RunOrder? order = null, CancellationToken? cancellationToken = null) =>
        new RunRecorder(settings, TimeProvider.System).RecordAsync(
            order ?? new() { Kind = RunKind.Backup },
            progress,
            run => new BackupOperation(settings, TimeProvider.System).RunAsync(
                new() { Reason = run.Order.Trigger }, run, cancellationToken ?? TestContext.Current.CancellationToken));

    public Task<VerifyOutcome> VerifyNewestAsync() => new RunRecorder(Settings, TimeProvider.System).RecordAsync(
        new() { Kind = RunKind.Verify },
        null,
        run => new VerifyOperation(Settings, TimeProvider.System).VerifyAsync(null, run, TestContext.Current.CancellationToken));

    public static Task<RestorePlan> PlanAsync(OperationSettings settings, string backup) =>
        new RunRecorder(settings, TimeProvider.System).TraceAsync(
            new() { Kind = RunKind.Restore },
            "restore.plan",
            null,
            run => new RestoreOperation(settings, TimeProvider.System).PlanAsync(backup, run, TestContext.Current.CancellationToken));

    public static Task<RestoreResult> RestoreAsync(
        OperationSettings settings,
        string backup,
        IProgress<RunProgress>? progress = null,
        RunOrder? order = null,
        RestoreOptions? options = null,
        CancellationToken? cancellationToken = null) =>
        new RunRecorder(settings, TimeProvider.System).RecordAsync(order ?? new() { Kind = RunKind.Restore }, progress, async run =>
        {
            var operation = new RestoreOperation(settings, TimeProvider.System);
            var plan = await operation.PlanAsync(backup, run, TestContext.Current.CancellationToken);
            return await operation.ExecuteAsync(plan, options ?? new(), run, cancellationToken ?? TestContext.Current.CancellationToken);
        });

    /// <summary>Brings an unfinished restore to an end.</summary>
    /// <returns>Null when it has come to that end before.</returns>
    public static Task<RestoreResult?> EndAsync(OperationSettings settings, RestoreWay way, IProgress<RunProgress>? progress = null) =>
        new RunRecorder(settings, TimeProvider.System).RecordAsync(new() { Kind = RunKind.Restore }, progress, async run =>
        {
            var operation = new RestoreOperation(settings, TimeProvider.System);
            return await operation.PlanEndAsync(way, run, TestContext.Current.CancellationToken) is { } plan
                ? await operation.ExecuteAsync(plan, new(), run, TestContext.Current.CancellationToken)
                : null;
        });

    /// <summary>Everything in the sandbox: its digest, and its constraints and indexes.</summary>
    public async Task<HeldGraph> HeldAsync()
    {
        await using var connection = await ConnectAsync();
        return await HeldGraph.ReadAsync(connection, TestContext.Current.CancellationToken);
    }

    /// <summary>Makes a constraint or index, as another client would.</summary>
    public async Task CreateAsync(SchemaObject schemaObject)
    {
        await using var connection = await ConnectAsync();
        var statement = SchemaStatements.Create(schemaObject);
        await connection.ExecuteAsync(statement.Text, statement.Parameters, TestContext.Current.CancellationToken);
    }

    /// <summary>A connection to the sandbox.</summary>
    public Task<BoltConnection> ConnectAsync() => BoltConnection.ConnectAsync(_sandbox.Address, new(), TestContext.Current.CancellationToken);

    /// <summary>Waits until it lets clients in again.</summary>
    public Task IsThereAsync() => TestKit.Eventually.HoldsAsync(
        async () =>
        {
            try
            {
                await using var connection = await ConnectAsync();
                return true;
            }
            catch (BoltUnreachableException)
            {
                return false;
            }
        },
        TimeSpan.FromSeconds(60));

    /// <summary>Restarts it, as somebody does with a server that hangs: what is not committed is lost, and no request waits any more.</summary>
    public async Task RestartAsync()
    {
        Faults.Arm(SandboxTrigger.Message, 1, SandboxFault.Restart);
        await Assert.ThrowsAsync<BoltUnreachableException>(ConnectAsync);
        await IsThereAsync();
    }

    /// <summary>Writes one node, as another client would.</summary>
    public async Task CreateNodeAsync(string label = "Later")
    {
        await using var connection = await ConnectAsync();
        await OtherClient.CreateNodeAsync(connection, TestContext.Current.CancellationToken, label);
    }

    /// <summary>How many nodes and relationships the sandbox holds.</summary>
    public async Task<(long Nodes, long Relationships)> CountAsync()
    {
        await using var connection = await ConnectAsync();
        var facts = await DatabaseInspector.InspectAsync(connection, TestContext.Current.CancellationToken);
        return (facts.Nodes, facts.Relationships);
    }

    /// <summary>Progress that writes a node whenever a phase begins, before the run goes on.</summary>
    public IProgress<RunProgress> WriteAtBeginningOf(string phase) => new Interference(this, phase);

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class Interference(SandboxFixture fixture, string phase) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Phase == phase && value is { Ended: false, Entities: 0 }) fixture.CreateNodeAsync().GetAwaiter().GetResult();
        }
    }
}
