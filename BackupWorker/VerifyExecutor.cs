using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Runner.Acceptance;
using StreamingTracker.Backup.Runner.Execution;
using StreamingTracker.Backup.Sandbox;

namespace StreamingTracker.Backup.BackupWorker;

/// <summary>Reads the backup that a request names, or all of them; restores them into a sandbox of its own if that is asked for.</summary>
internal sealed class VerifyExecutor(TimeProvider time) : IRunExecutor
{
    public RunKind Kind => RunKind.Verify;

    public async Task ExecuteAsync(AcceptedRun accepted, OperationSettings settings, Run run, CancellationToken cancellationToken)
    {
        var request = AcceptedRequest.Read<VerifyRequested>(accepted);
        await using var scratch = request.Restore ? await SandboxProcess.StartAsync(cancellationToken) : null;
        var drill = scratch is null ? null : new Drill(settings, new() { Address = scratch.Address, Credentials = scratch.Credentials }, time);
        var operation = new VerifyOperation(settings, time, drill);
        if (request.Backup is { } backup) await operation.VerifyAsync(backup, run, cancellationToken);
        else await operation.VerifyAllAsync(_ => { }, run, cancellationToken);
    }
}
