using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Runner.Execution;

namespace StreamingTracker.Backup.Runner.Tests;

/// <summary>Does what the test says, and remembers for which runs.</summary>
internal sealed class TestExecutor(RunKind kind = RunKind.Backup) : IRunExecutor
{
    private readonly Lock _lock = new();
    private readonly List<string> _done = [];

    public RunKind Kind => kind;

    /// <summary>The runs that were begun, in order.</summary>
    public IReadOnlyList<string> Begun
    {
        get
        {
            lock (_lock) return [.. _done];
        }
    }

    /// <summary>What a run does; by default nothing, and well.</summary>
    public Func<AcceptedRun, CancellationToken, Task> Body { get; set; } = (_, _) => Task.CompletedTask;

    public Task ExecuteAsync(AcceptedRun accepted, OperationSettings settings, Run run, CancellationToken cancellationToken)
    {
        lock (_lock) _done.Add(accepted.RunId);
        return Body(accepted, cancellationToken);
    }
}
