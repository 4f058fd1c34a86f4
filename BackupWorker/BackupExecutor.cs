using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Runner.Acceptance;
using StreamingTracker.Backup.Runner.Execution;

namespace StreamingTracker.Backup.BackupWorker;

/// <summary>Makes the backup that a request asks for. One that was published before a crash is found by its run's id.</summary>
internal sealed partial class BackupExecutor(TimeProvider time, ILogger<BackupExecutor> logger) : IRunExecutor
{
    public RunKind Kind => RunKind.Backup;

    public async Task ExecuteAsync(AcceptedRun accepted, OperationSettings settings, Run run, CancellationToken cancellationToken)
    {
        var request = new BackupRequest { Reason = accepted.Trigger, Note = AcceptedRequest.Read<BackupRequested>(accepted).Note };
        var made = await new BackupOperation(settings, time).RunAsync(request, run, cancellationToken);
        if (made.Removed.Count > 0) LogRemoved(made.Removed.Count, string.Join(", ", made.Removed));
        if (made.RetentionFailure is { } failure) LogNotRemoved(made.Backup.Name, failure.Message, failure.Remedy);
    }

    [LoggerMessage(5001, LogLevel.Information, "{count} backups that no rule keeps were removed: {names}")]
    private partial void LogRemoved(int count, string names);

    [LoggerMessage(5002, LogLevel.Error, "The backup {backup} is made, but not all that no rule keeps was removed: {reason} {remedy}")]
    private partial void LogNotRemoved(string backup, string reason, string remedy);
}
