using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Runner.Acceptance;
using StreamingTracker.Backup.Runner.Execution;

namespace StreamingTracker.Backup.RestoreWorker;

/// <summary>
/// Restores what a request asks for: 1. plans it, which touches nothing; 2. refuses unless the request names the very database that
/// would be overwritten; 3. does it.
/// </summary>
internal sealed class RestoreExecutor(TimeProvider time) : IRunExecutor
{
    public RunKind Kind => RunKind.Restore;

    public async Task ExecuteAsync(AcceptedRun accepted, OperationSettings settings, Run run, CancellationToken cancellationToken)
    {
        var request = AcceptedRequest.Read<RestoreRequested>(accepted);
        var operation = new RestoreOperation(settings, time);

        // 1.
        var plan = await operation.PlanAsync(request.Backup, run, cancellationToken);

        // 2.
        if (!string.Equals(request.ConfirmDatabase, plan.Database.Database, StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedException(
                $"The request confirms the database \"{Printable.Text(request.ConfirmDatabase)}\", and the one that would be overwritten " +
                $"is {plan.Database.Database}. Nothing was touched.",
                "Name the database that is to be overwritten, if it is.");
        }

        // 3.
        await operation.ExecuteAsync(plan, new() { SafetyBackup = request.SafetyBackup }, run, cancellationToken);
    }
}
