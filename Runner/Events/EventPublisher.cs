using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Logging;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Runner.Events;

/// <summary>Sends what runs tell, and never lets a slow or absent broker hold a run up.</summary>
public sealed partial class EventPublisher(IBus bus, TimeProvider time, ILogger<EventPublisher> logger)
{
    // A stop gets by with it, too, when the broker is away.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>Sends how a run ended, in the run's trace.</summary>
    /// <param name="run">The run as the history has it.</param>
    /// <param name="traceParent">The span it was accepted in; null when nothing was traced.</param>
    /// <returns>Whether the bus has taken it; else it is to be tried again later.</returns>
    public async Task<bool> TryAnnounceAsync(RunRecord run, string? traceParent)
    {
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
        using var span = RunTelemetry.Spans.StartActivity(RunTelemetry.AnnounceSpan, ActivityKind.Internal, parent);
        span?.SetTag(RunTelemetry.RunId, run.RunId).SetTag(RunTelemetry.RunKind, RunTelemetry.Word(run.Kind))
            .SetTag(RunTelemetry.RunOutcome, RunTelemetry.Word(run.Outcome));
        if (await WhyNotSentAsync(OutcomeEvents.Of(run)) is not { } reason) return true;
        span?.SetStatus(ActivityStatusCode.Error, reason);
        LogNotAnnounced(run.RunId, reason);
        return false;
    }

    /// <summary>Sends how far a run is. When the bus does not take it, it is not sent: the next one says more.</summary>
    internal async Task<bool> TrySendProgressAsync(RunProgressed progress)
    {
        if (await WhyNotSentAsync(progress) is not { } reason) return true;
        LogProgressLost(progress.RunId, reason);
        return false;
    }

    /// <returns>Null when the bus has taken it.</returns>
    private async Task<string?> WhyNotSentAsync(object message)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            await bus.Publish(message, limit.Token);
            return null;
        }
        catch (Exception e)
        {
            // Whatever the transport throws means one thing here: it did not take the message.
            return limit.IsCancellationRequested ? $"the bus did not take it within {Limit.TotalSeconds:0} s" : e.Message;
        }
    }

    [LoggerMessage(3101, LogLevel.Warning, "The outcome of run {runId} could not be sent; it will be tried again: {reason}")]
    private partial void LogNotAnnounced(string runId, string reason);

    [LoggerMessage(3102, LogLevel.Debug, "Progress of run {runId} could not be sent: {reason}")]
    private partial void LogProgressLost(string runId, string reason);
}
