using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.EndToEnd.Bus.Behaviour;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.ServiceKit;
using StreamingTracker.Backup.ServiceKit.Brokers;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Processes;

/// <summary>
/// Services as processes of their own that share a broker, an archive and a database, and this process, which asks and listens.
/// </summary>
public abstract class DistributedTest : IAsyncDisposable
{
    /// <summary>The queue of the requests for backups.</summary>
    protected const string Queue = "stbackup-streaming-tracker-backup-requested";

    protected static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly Stack<IAsyncDisposable> _parts = [];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part)) await part.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Everything but the services, on a broker.</summary>
    protected async Task<WorkerSystem> PrepareAsync(RabbitMqBroker broker, string virtualHost) =>
        Keep(await WorkerSystem.PrepareAsync(BrokerSettings.Write(_folder, broker, virtualHost), crossesProcesses: true));

    /// <summary>Starts a service of a system.</summary>
    protected async Task<ServiceProcess> StartAsync(WorkerSystem system, string project, params (string Key, string Value)[] environment)
    {
        var complete = system.Environment;

        // A process that is gone is seen at once; one that is only slow is not to lose its lock for that.
        complete["Lock__Lease"] = "30s";
        complete["Logging__LogLevel__Default"] = "Information";
        foreach (var (key, value) in environment) complete[key] = value;
        return Keep(await ServiceProcess.StartAsync(project, complete));
    }

    /// <summary>What the test needs, ended after it in the opposite order.</summary>
    protected T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }

    /// <summary>
    /// One run has led to one good backup and to one outcome, which was told once, and nothing else lies about. A worker reads the
    /// backup whole.
    /// </summary>
    /// <param name="system">The system.</param>
    /// <param name="runId">The run.</param>
    /// <param name="attempts">How often it was begun.</param>
    protected static async Task OneGoodBackupAsync(WorkerSystem system, string runId, int attempts)
    {
        await system.SettleAsync();
        var backup = Assert.Single(system.Backups);
        Assert.Equal(runId, backup.Manifest!.RunId);
        Assert.Equal(2, system.Files.Count());
        var run = Assert.Single(system.History.Read());
        Assert.Equal((runId, RunOutcome.Completed, attempts), (run.RunId, run.Outcome, run.Attempts));

        var verification = new VerifyRequested { RunId = RunOrder.NewRunId(), RequestedAt = DateTimeOffset.UnixEpoch };
        await system.AskAsync(verification);
        Assert.Equal(1, (await system.Events.HearAsync<VerifyCompleted>(verification.RunId)).Verified);
        Assert.Single(system.Events.Of(runId), heard => heard is BackupCompleted or BackupFailed);
    }
}
