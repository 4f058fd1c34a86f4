using System.Diagnostics;
using System.Globalization;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Operations.Schedules;
using StreamingTracker.Backup.Operations.Telemetry;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Scheduler;

/// <summary>Asks for a backup, or a verification of all, when one is due (docs/operations.md, "Scheduling").</summary>
/// <remarks>
/// At every look: 1. Which time was due last? Only that one matters, however many were missed before it or a clock leaps over.
/// 2. If it is a new one, is anything to be done about it? 3. If so, and the archive does not know its run, the run is asked for,
/// unless another is going: then it is refused and that is recorded. 4. It is asked for again, with pauses, until the archive knows
/// it or the next time is due.
/// </remarks>
internal sealed partial class RunScheduler(
    RunKind kind, CurrentSettings settings, IRunRequests requests, TimeProvider time, ILogger<RunScheduler> logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(30);

    /// <summary>Looks come every minute, so what is later than this was missed: nothing ran, the machine slept, or the clock was set.</summary>
    private static readonly TimeSpan OnTime = TimeSpan.FromMinutes(5);

    private readonly string _word = RunTelemetry.Word(kind);
    private readonly Schedule _schedule = Schedule.Of(kind, settings.AtStart);
    private readonly ScheduledRuns _runs = new(kind, settings.AtStart.Archive, settings.Database, time);
    private bool _isStart = true;
    private DateTimeOffset? _considered;
    private PendingRun? _pending;

    private bool CatchUp => settings.AtStart.Schedule.CatchUp;

    /// <summary>Says what is scheduled.</summary>
    public void Introduce()
    {
        if (_schedule.After(time.GetUtcNow()).FirstOrDefault() is { } next) LogNext(_word, next.StartsAt, next.Lines[0].Text, _schedule.TimeZone);
        else if (kind == RunKind.Backup) LogNothingScheduled();
    }

    /// <summary>Looks whether a run is due, and asks for it.</summary>
    /// <returns>How long until the next look; null when nothing will ever be due.</returns>
    public async Task<TimeSpan?> LookAsync(CancellationToken cancellationToken)
    {
        // 1.
        var now = time.GetUtcNow();
        var due = _schedule.LastDue(now);
        var next = _schedule.After(now).FirstOrDefault();
        if (due is null && next is null) return null;

        try
        {
            // 2.
            if (due is not null && due.At != _considered) Consider(due, now);

            // 3. and 4.
            if (_pending is { } pending && pending.Pause(time) == TimeSpan.Zero) _pending = await SettleAsync(pending, cancellationToken);
        }
        catch (Exception e) when (e is ArchiveException or OperationException)
        {
            LogArchive(FailureMap.Explain(e).Message);
            return LongestWait;
        }

        TimeSpan?[] waits = [LongestWait, next?.StartsAt - now, _pending?.Pause(time)];
        return waits.Min();
    }

    private void Consider(ScheduledTime due, DateTimeOffset now)
    {
        if (_pending is { } before) LogGivenUp(_word, before.Due.At, before.Tries, before.Asked ? "no worker has taken it" : "it could not be asked for");
        _pending = null;
        _pending = Choose(due, now);
        (_considered, _isStart) = (due.At, false);
    }

    /// <summary>The run of a time that is due; null when nothing is to be done about it.</summary>
    private PendingRun? Choose(ScheduledTime due, DateTimeOffset now)
    {
        // A run that a stop of everything broke off, or that failed, is asked for again at the next start, but not for ever.
        var attempt = 0;
        if (_isStart && CatchUp)
            while (attempt < ScheduledRuns.MostAttempts && _runs.Failed(_runs.RunId(due.At, attempt))) attempt++;
        var isMissed = attempt > 0 || now - due.StartsAt > OnTime;
        if (attempt == ScheduledRuns.MostAttempts)
        {
            LogEnoughAttempts(_word, due.At, attempt);
            return null;
        }

        if (isMissed && !CatchUp) LogNotCaughtUp(_word, due.At);
        if (isMissed && (!CatchUp || _runs.CompletedSince(due.At))) return null;
        if (isMissed) LogCatchingUp(_word, due.At);
        return new(due, _runs.RunId(due.At, attempt));
    }

    /// <summary>The run if it is still to be asked for again; null when it is settled.</summary>
    private async Task<PendingRun?> SettleAsync(PendingRun pending, CancellationToken cancellationToken)
    {
        if (_runs.Knows(pending.RunId)) return null;
        var at = pending.Due.At.ToString("O", CultureInfo.InvariantCulture);
        using var span = RunTelemetry.Spans.StartActivity(RunTelemetry.ScheduleSpan)
            ?.SetTag(RunTelemetry.RunId, pending.RunId).SetTag(RunTelemetry.RunTrigger, ScheduledRuns.Trigger)
            .SetTag(RunTelemetry.RunKind, RunTelemetry.Word(kind)).SetTag(RunTelemetry.ScheduledFor, at);
        if (_runs.InTheWay is not { } going)
            return pending.Tried(await AskAsync(pending, span, cancellationToken), time);

        var failure = BusyRun.Explain(going, ScheduledRuns.Trigger, settings.AtStart.Archive);
        LogRefused(_word, pending.Due.At, failure.Message);
        span?.SetTag(RunTelemetry.RunOutcome, RunTelemetry.Word(RunOutcome.Refused));
        var order = new RunOrder { Kind = kind, RunId = pending.RunId, Trigger = ScheduledRuns.Trigger };
        await new RunRecorder(settings.AtStart, time).RefuseAsync(order, failure);
        return null;
    }

    private async Task<bool> AskAsync(PendingRun pending, Activity? span, CancellationToken cancellationToken)
    {
        var request = Request(pending.RunId);
        using var limit = new CancellationTokenSource(AskLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await requests.AskAsync(request, either.Token).WaitAsync(either.Token);
            if (pending.Asked) LogAskedAgain(_word, pending.Due.At, pending.RunId);
            else LogAsked(_word, pending.Due.At, pending.RunId);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The bus has many ways to fail, and all of them may pass.
            var reason = limit.IsCancellationRequested ? $"no answer within {AskLimit.TotalSeconds:0} s" : e.Message;
            span?.SetStatus(ActivityStatusCode.Error, reason);
            LogNotAsked(_word, pending.Due.At, reason);
            return false;
        }
    }

    private RunRequested Request(string runId)
    {
        var (now, by) = (time.GetUtcNow(), $"stbackup-scheduler on {Environment.MachineName}");
        return kind == RunKind.Verify
            ? new VerifyRequested
            {
                RunId = runId,
                RequestedAt = now,
                Trigger = ScheduledRuns.Trigger,
                RequestedBy = by,
                Restore = settings.AtStart.Schedule.VerificationsRestore,
            }
            : new BackupRequested { RunId = runId, RequestedAt = now, Trigger = ScheduledRuns.Trigger, RequestedBy = by };
    }
}
