using Microsoft.Extensions.Logging;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Operations.Telemetry;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Runner.Execution;

/// <summary>Does the accepted runs of one kind, one after the other, for as long as the process lives.</summary>
/// <remarks>
/// 1. Looks for accepted runs of the kind, oldest first.
/// 2. Takes the kind's turn among all processes: whoever has it does these runs. When its process dies, another gets it, and so the
///    runs that were left.
/// 3. Does them.
/// 4. Waits until a run is accepted in this process, or some seconds, since others accept runs and die as well.
/// Whatever goes wrong is logged and tried again: the loop ends with the process alone.
/// </remarks>
internal sealed partial class RunnerLoop(
    IRunExecutor executor,
    CurrentSettings settings,
    RunnerSettings limits,
    RunState state,
    RunExecution execution,
    WakeUp wakeUp,
    TimeProvider time,
    ILogger logger)
{
    private readonly string _kind = RunTelemetry.Word(executor.Kind);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var woken = wakeUp.Next;
            try
            {
                await DoWhatIsThereAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFault(_kind, FailureMap.Explain(e).Message, FailureMap.Unforeseen(e));
            }

            // 4.
            await WaitAsync(woken, stop);
        }
    }

    private async Task DoWhatIsThereAsync(CancellationToken stop)
    {
        // 1.
        foreach (var run in Runs())
        {
            // 2.
            await using var turn = await TakeTurnAsync(run, stop);
            if (turn is null) return;

            // 3.
            if (Runs().FirstOrDefault(now => now.RunId == run.RunId) is { } still) await execution.DoAsync(still, executor, stop);
            stop.ThrowIfCancellationRequested();
        }
    }

    private IReadOnlyList<AcceptedRun> Runs() => [.. state.Accepted.List().Where(run => run.Kind == executor.Kind)];

    // A lock like a database's, of a name that no database can have.
    private async Task<DatabaseLock?> TakeTurnAsync(AcceptedRun run, CancellationToken stop)
    {
        try
        {
            return await DatabaseLock.AcquireAsync(
                settings.AtStart.Archive,
                $"{settings.Database}:{_kind}",
                new LockHolder(run.RunId, _kind, ThisProcess.Name, time.GetUtcNow()),
                settings.AtStart.Lock,
                time,
                stop);
        }
        catch (LockedException)
        {
            return null;
        }
    }

    private async Task WaitAsync(Task woken, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(woken, Task.Delay(limits.Poll, time, enough.Token));
        await enough.CancelAsync();
    }

    [LoggerMessage(3301, LogLevel.Error, "Accepted runs ({kind}) could not be done; they are tried again: {reason}")]
    private partial void LogFault(string kind, string reason, Exception? exception);
}
