using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Runner.Acceptance;
using StreamingTracker.Backup.Runner.Execution;

namespace StreamingTracker.Backup.BackupWorker;

/// <summary>Reads the backup that a request names, or all of them.</summary>
internal sealed class VerifyExecutor(TimeProvider time) : IRunExecutor
{
    public RunKind Kind => RunKind.Verify;

    public async Task ExecuteAsync(AcceptedRun accepted, OperationSettings settings, Run run, CancellationToken cancellationToken)
    {
        var operation = new VerifyOperation(settings, time);
        if (AcceptedRequest.Read<VerifyRequested>(accepted).Backup is { } backup) await operation.VerifyAsync(backup, run, cancellationToken);
        else await operation.VerifyAllAsync(_ => { }, run, cancellationToken);
    }
}
