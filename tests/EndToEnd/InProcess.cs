using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.EndToEnd;

/// <summary>The operations as workers do them: recorded runs within this very process.</summary>
internal sealed class InProcess(OperationSettings settings)
{
    private readonly RunRecorder _recorder = new(settings, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<BackupResult> BackUpAsync(string reason = "manual", string? note = null) => RecordAsync(
        RunKind.Backup, run => new BackupOperation(settings, TimeProvider.System).RunAsync(new() { Reason = reason, Note = note }, run, Token));

    public Task<RestoreResult> RestoreAsync(string backup) => RecordAsync(RunKind.Restore, async run =>
    {
        var operation = new RestoreOperation(settings, TimeProvider.System);
        return await operation.ExecuteAsync(await operation.PlanAsync(backup, run, Token), new(), run, Token);
    });

    /// <summary>Begins an unfinished restore again.</summary>
    public Task<RestoreResult> ResumeAsync() => RecordAsync(RunKind.Restore, async run =>
    {
        var operation = new RestoreOperation(settings, TimeProvider.System);
        var plan = await operation.PlanEndAsync(RestoreWay.Resume, run, Token);
        return await operation.ExecuteAsync(plan!, new(), run, Token);
    });

    public Task<IReadOnlyList<VerifyOutcome>> VerifyAllAsync() =>
        RecordAsync(RunKind.Verify, run => new VerifyOperation(settings, TimeProvider.System).VerifyAllAsync(_ => { }, run, Token));

    public Task<PruneResult> PruneAsync() => RecordAsync(
        RunKind.Prune, run => new PruneOperation(settings, database: null, TimeProvider.System).RunAsync(trustClock: false, run, Token));

    private Task<T> RecordAsync<T>(RunKind kind, Func<Run, Task<T>> body) => _recorder.RecordAsync(new() { Kind = kind }, progress: null, body);
}
