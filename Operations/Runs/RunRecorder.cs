using System.Diagnostics;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>
/// Every run goes through here: it is traced, measured, and, however it ends, written into the archive's run history.
/// </summary>
public sealed class RunRecorder(OperationSettings settings, TimeProvider time)
{
    /// <summary>Does a run and records it.</summary>
    /// <param name="order">Which run.</param>
    /// <param name="progress">Told of every phase, on the run's own flow; may be null.</param>
    /// <param name="body">Does it. What it throws is recorded and thrown on.</param>
    /// <exception cref="RunNotRecordedException">The history can't be written; the message says how the run itself ended.</exception>
    public async Task<T> RecordAsync<T>(RunOrder order, IProgress<RunProgress>? progress, Func<Run, Task<T>> body)
    {
        using var run = new Run(order, RunTelemetry.Word(order.Kind), time, progress);
        T result;
        try
        {
            result = await body(run);
        }
        catch (Exception e) when (e is not RunSupersededException)
        {
            await AppendAsync(order, run.End(FailureMap.Explain(e)), e);
            throw;
        }

        await AppendAsync(order, run.End(null), null);
        return result;
    }

    /// <summary>Does something that is traced like a run and leaves nothing in the history, such as planning one.</summary>
    /// <param name="order">Which run it belongs to.</param>
    /// <param name="name">The name of its span.</param>
    /// <param name="progress">Told of every phase, on its own flow; may be null.</param>
    /// <param name="body">Does it.</param>
    public async Task<T> TraceAsync<T>(RunOrder order, string name, IProgress<RunProgress>? progress, Func<Run, Task<T>> body)
    {
        using var run = new Run(order, name, time, progress);
        var result = await body(run);
        run.End(null);
        return result;
    }

    /// <summary>Records a run that is not begun, on purpose.</summary>
    /// <param name="order">Which run.</param>
    /// <param name="failure">Why.</param>
    /// <exception cref="RunNotRecordedException">The history can't be written.</exception>
    public Task RefuseAsync(RunOrder order, Failure failure) => AppendAsync(
        order,
        new()
        {
            RunId = order.RunId,
            Kind = order.Kind,
            Outcome = RunOutcome.Refused,
            Trigger = order.Trigger,
            StartedAt = time.GetUtcNow(),
            Duration = TimeSpan.Zero,
            RunBy = ThisProcess.Name,
            TraceId = Activity.Current?.TraceId.ToHexString(),
            Attempts = 0,
            Failure = new(failure.Kind, failure.Message, failure.Remedy),
        },
        cause: null);

    private async Task AppendAsync(RunOrder order, RunRecord record, Exception? cause)
    {
        RunMetrics.Count(record);
        try
        {
            // Also a run that somebody stopped is recorded; the wait for others' lines is short.
            await new RunHistory(settings.Archive).AppendAsync(record, CancellationToken.None);
        }
        catch (ArchiveException) when (!order.MustBeRecorded && cause is ArchiveUnavailableException)
        {
            // The archive's trouble ended the run, and its message says all there is to say.
        }
        catch (ArchiveException) when (!order.MustBeRecorded && order.Kind == RunKind.Verify)
        {
            // It changes nothing, and is for archives on read-only media, too.
        }
        catch (ArchiveException e)
        {
            throw new RunNotRecordedException(record, e, cause);
        }
    }
}
