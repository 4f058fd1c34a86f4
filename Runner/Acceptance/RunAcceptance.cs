using Microsoft.Extensions.Logging;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Operations.Telemetry;
using StreamingTracker.Backup.Runner.Events;
using StreamingTracker.Backup.ServiceDefaults;
using StreamingTracker.Backup.ServiceDefaults.Messaging;

namespace StreamingTracker.Backup.Runner.Acceptance;

/// <summary>Decides what becomes of a request.</summary>
/// <remarks>
/// 1. A request that could never be served is refused as a message: it goes to the error queue.
/// 2. A run that is known already, accepted or ended, is answered and nothing more.
/// 3. A scheduled one is refused while a backup or restore of the database is accepted, and that is recorded.
/// 4. It is recorded as accepted, durably, if there is a place: for a distinct request the second one is there, too, and for any
///    while the first run only waits to be told of.
/// 5. Else it is served by a run that does the same: by any of them, or, if it is distinct, by one that has not begun.
/// 6. A verification of something else takes the second place; whatever is left is refused, and that is recorded.
/// </remarks>
public sealed partial class RunAcceptance(
    CurrentSettings settings, RunState state, WakeUp wakeUp, TimeProvider time, ILogger<RunAcceptance> logger)
{
    /// <summary>Decides, and records the decision durably.</summary>
    /// <returns>The answer for the bus.</returns>
    /// <exception cref="InvalidRequestException">It could never be served.</exception>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read or written; nothing was decided.</exception>
    public async Task<RunEvent> DecideAsync(RunRequested request, CancellationToken cancellationToken)
    {
        // 1.
        AcceptedRequest.DemandSound(request);
        var kind = AcceptedRequest.Kind(request);

        // 2.
        if (state.AnswerBefore(request.RunId, kind) is { } answer) return answer;

        // 3.
        var isScheduled = request.Trigger == "scheduled";
        if (isScheduled && BusyRun.OfScheduled(kind, state.Accepted, state.History) is { } going)
            return await RefuseAsync(request, kind, going);

        // 4.
        var run = AcceptedRequest.Record(request, time);
        var admission = await state.Accepted.AcceptAsync(run, request.Distinct ? AcceptedRuns.MostOfAKind : 1, cancellationToken);
        if (!admission.Accepted && admission.Ahead.All(state.HasEnded))
            admission = await state.Accepted.AcceptAsync(run, AcceptedRuns.MostOfAKind, cancellationToken);
        if (admission.Accepted) return Accepted(request, kind);
        if (isScheduled) return await RefuseAsync(request, kind, admission.Ahead[^1]);

        // 5.
        var serving = admission.Ahead.LastOrDefault(ahead =>
            AcceptedRequest.IsServedBy(request, ahead) && (!request.Distinct || ahead.Attempts == 0) && !state.HasEnded(ahead));
        if (serving is not null)
        {
            LogServed(request.RunId, serving.RunId);
            return Answers.Accepted(request.RunId, kind, serving.RunId, time);
        }

        // 6.
        var mayWait = kind == RunKind.Verify && !request.Distinct;
        if (mayWait && (await state.Accepted.AcceptAsync(run, AcceptedRuns.MostOfAKind, cancellationToken)).Accepted) return Accepted(request, kind);
        return await RefuseAsync(request, kind, admission.Ahead[^1]);
    }

    private RunAccepted Accepted(RunRequested request, RunKind kind)
    {
        LogAccepted(RunTelemetry.Word(kind), request.RunId, request.Trigger);
        wakeUp.Ring();
        return Answers.Accepted(request.RunId, kind, request.RunId, time);
    }

    private async Task<RunEvent> RefuseAsync(RunRequested request, RunKind kind, AcceptedRun going)
    {
        var failure = BusyRun.Explain(going, request.Trigger, settings.AtStart.Archive);
        LogRefused(RunTelemetry.Word(kind), request.RunId, failure.Message);
        var order = new RunOrder { Kind = kind, RunId = request.RunId, Trigger = request.Trigger, MustBeRecorded = true };
        await new RunRecorder(settings.AtStart, time).RefuseAsync(order, failure);
        return Answers.Refused(request.RunId, kind, new(failure.Kind, failure.Message, failure.Remedy), time);
    }

    [LoggerMessage(3001, LogLevel.Information, "The {kind} {runId} ({trigger}) is accepted")]
    private partial void LogAccepted(string kind, string runId, string trigger);

    [LoggerMessage(3002, LogLevel.Information, "The request {runId} is served by run {servedBy}")]
    private partial void LogServed(string runId, string servedBy);

    [LoggerMessage(3003, LogLevel.Warning, "The {kind} {runId} is refused: {reason}")]
    private partial void LogRefused(string kind, string runId, string reason);
}
