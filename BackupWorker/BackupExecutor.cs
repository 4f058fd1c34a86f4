using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Runner.Acceptance;
using StreamingTracker.Backup.Runner.Execution;

namespace StreamingTracker.Backup.BackupWorker;

/// <summary>Makes the backup that a request asks for. One that was published before a crash is found by its run's id.</summary>
internal sealed class BackupExecutor(TimeProvider time) : IRunExecutor
{
    public RunKind Kind => RunKind.Backup;

    public Task ExecuteAsync(AcceptedRun accepted, OperationSettings settings, Run run, CancellationToken cancellationToken)
    {
        var request = new BackupRequest { Reason = accepted.Trigger, Note = AcceptedRequest.Read<BackupRequested>(accepted).Note };
        return new BackupOperation(settings, time).RunAsync(request, run, cancellationToken);
    }
}
