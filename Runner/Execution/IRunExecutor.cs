using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Runner.Execution;

/// <summary>Does the runs of one kind.</summary>
public interface IRunExecutor
{
    /// <summary>Which kind.</summary>
    RunKind Kind { get; }

    /// <summary>
    /// Does an accepted run, once: it may have been begun before and broken off, anywhere. What it throws is the run's failure.
    /// </summary>
    /// <param name="accepted">The run as it was accepted.</param>
    /// <param name="settings">The settings as they are now.</param>
    /// <param name="run">The run, which is filled.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task ExecuteAsync(AcceptedRun accepted, OperationSettings settings, Run run, CancellationToken cancellationToken);
}
