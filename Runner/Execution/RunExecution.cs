using Microsoft.Extensions.Logging;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Operations.Telemetry;
using StreamingTracker.Backup.Runner.Events;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Runner.Execution;

/// <summary>Does one accepted run, from wherever it stands to its end. Called by one process at a time for a kind of run.</summary>
/// <remarks>
/// 1. A run that has its outcome is only to be told of: a process ended between the two.
/// 2. One that broke off as often as it may is given up, and recorded as failed.
/// 3. It is recorded that it is begun (again), so that the record counts what a crash breaks off.
/// 4. It is done, recorded in the history, and its progress told.
/// 5. Its outcome is told.
/// 6. Only then is it no longer accepted.
/// </remarks>
public sealed partial class RunExecution(
    CurrentSettings settings, RunnerSettings limits, RunState state, EventPublisher events, TimeProvider time, ILogger<RunExecution> logger)
{
    private readonly RunRecorder _recorder = new(settings.AtStart, time);

    /// <summary>Does it.</summary>
    /// <param name="accepted">The run.</param>
    /// <param name="executor">Who does it.</param>
    /// <param name="stop">Stops it; it is then recorded as interrupted, and told.</param>
    /// <returns>Whether it is over, and told; else it is to be looked at again later.</returns>
    /// <exception cref="ArchiveException">The archive cannot be read or written.</exception>
    public async Task<bool> DoAsync(AcceptedRun accepted, IRunExecutor executor, CancellationToken stop)
    {
        using var scope = logger.BeginScope(new Dictionary<string, object?> { ["RunId"] = accepted.RunId });

        // 1.
        if (state.History.Find(accepted.RunId) is not { } ended)
        {
            if (accepted.Attempts >= limits.MostAttempts)
            {
                // 2.
                await RecordAsync(accepted, attempts: accepted.Attempts - 1, _ => throw new RunAbandonedException(accepted.RunId, accepted.Attempts), stop);
            }
            else
            {
                // 3.
                if (await state.Accepted.BeginAttemptAsync(accepted, stop) is not { } begun) return true;

                // 4.
                await RecordAsync(begun, begun.Attempts - 1, run => executor.ExecuteAsync(begun, settings.Read(), run, stop), stop);
            }

            if (state.History.Find(accepted.RunId) is not { } now) return false;
            ended = now;
        }

        // 5.
        if (!await events.TryAnnounceAsync(ended, accepted.TraceParent)) return false;

        // 6.
        await state.Accepted.RemoveAsync(accepted.RunId, CancellationToken.None);
        return true;
    }

    private async Task RecordAsync(AcceptedRun accepted, int attempts, Func<Run, Task> body, CancellationToken stop)
    {
        var order = new RunOrder
        {
            Kind = accepted.Kind,
            RunId = accepted.RunId,
            Trigger = accepted.Trigger,
            TraceParent = accepted.TraceParent,
            AttemptsBefore = attempts,
            WaitsForLock = accepted.Trigger != "scheduled",
            MustBeRecorded = true,
            IsStillDue = _ => Task.FromResult(state.History.Find(accepted.RunId) is null),
        };
        await using var progress = new ProgressStream(accepted.RunId, accepted.Kind, time, events.TrySendProgressAsync);
        try
        {
            LogBegun(RunTelemetry.Word(accepted.Kind), accepted.RunId, attempts + 1);
            await _recorder.RecordAsync(order, progress, async run =>
            {
                await body(run);
                return true;
            });
            LogCompleted(RunTelemetry.Word(accepted.Kind), accepted.RunId);
        }
        catch (RunSupersededException)
        {
            LogSuperseded(accepted.RunId);
        }
        catch (RunNotRecordedException e)
        {
            LogNotRecorded(RunTelemetry.Word(accepted.Kind), accepted.RunId, e.Message, FailureMap.Unforeseen(e));
            await RecordLaterAsync(e.Run, stop);
        }
        catch (Exception e)
        {
            // It is in the history, from which it is told.
            LogEnded(RunTelemetry.Word(accepted.Kind), accepted.RunId, FailureMap.Explain(e).Message, FailureMap.Unforeseen(e));
        }
    }

    // Not done again, whatever it was: it has ended. If this process ends first, another finds it without an outcome.
    private async Task RecordLaterAsync(RunRecord run, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await Task.Delay(limits.Poll, time, stop);
                await state.History.AppendAsync(run, stop);
                return;
            }
            catch (ArchiveException e)
            {
                LogStillNotRecorded(run.RunId, e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(3201, LogLevel.Information, "The {kind} {runId} begins, attempt {attempt}")]
    private partial void LogBegun(string kind, string runId, int attempt);

    [LoggerMessage(3202, LogLevel.Information, "The {kind} {runId} is done")]
    private partial void LogCompleted(string kind, string runId);

    [LoggerMessage(3203, LogLevel.Warning, "The {kind} {runId} ended without success: {reason}")]
    private partial void LogEnded(string kind, string runId, string reason, Exception? exception);

    [LoggerMessage(3204, LogLevel.Information, "Run {runId} was done by another process meanwhile")]
    private partial void LogSuperseded(string runId);

    [LoggerMessage(3205, LogLevel.Error, "The {kind} {runId} ended and could not be recorded; recording it is tried again: {reason}")]
    private partial void LogNotRecorded(string kind, string runId, string reason, Exception? exception);

    [LoggerMessage(3206, LogLevel.Error, "Run {runId} still could not be recorded: {reason}")]
    private partial void LogStillNotRecorded(string runId, string reason);
}
