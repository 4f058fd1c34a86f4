using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;

namespace StreamingTracker.Backup.Server.Api.Documents;

/// <summary>How far a run is.</summary>
public enum RunState
{
    /// <summary>It is recorded, and no worker has begun it yet.</summary>
    Waiting,

    /// <summary>It has begun.</summary>
    Running,

    /// <summary>It did what it was asked for.</summary>
    Completed,

    /// <summary>It did not.</summary>
    Failed,

    /// <summary>It was not begun, on purpose.</summary>
    Refused,

    /// <summary>Somebody stopped it.</summary>
    Interrupted,
}

/// <summary>A run: accepted, going or ended.</summary>
public sealed record RunDocument
{
    /// <summary>The run: 32 lower-case hexadecimal digits.</summary>
    public required string RunId { get; init; }

    /// <summary>What it is.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>How far it is, or how it ended.</summary>
    public required RunState State { get; init; }

    /// <summary>What asked for it: <c>manual</c> or <c>scheduled</c>.</summary>
    public required string Trigger { get; init; }

    /// <summary>When it was accepted, UTC; null for one that has ended.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Who asked for it; null for unknown and for one that has ended.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>How often it was begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>The phase it is in, as far as this server has heard; null for one that is not going.</summary>
    public RunProgressDocument? Progress { get; init; }

    /// <summary>What the history says of it; null until it has ended.</summary>
    public RunOutcomeDocument? Outcome { get; init; }

    /// <summary>Whether it has ended.</summary>
    internal bool HasEnded => Outcome is not null;

    /// <summary>The document of a run without an outcome.</summary>
    public static RunDocument Of(AcceptedRun run, RunProgressed? progress) => new()
    {
        RunId = run.RunId,
        Kind = run.Kind,
        State = run.Attempts > 0 ? RunState.Running : RunState.Waiting,
        Trigger = run.Trigger,
        AcceptedAt = run.AcceptedAt,
        RequestedBy = run.RequestedBy,
        Attempts = run.Attempts,
        Progress = progress is null ? null : RunProgressDocument.Of(progress),
    };

    /// <summary>The document of a run that has ended.</summary>
    public static RunDocument Of(RunRecord run) => new()
    {
        RunId = run.RunId,
        Kind = run.Kind,
        State = run.Outcome switch
        {
            RunOutcome.Completed => RunState.Completed,
            RunOutcome.Refused => RunState.Refused,
            RunOutcome.Interrupted => RunState.Interrupted,
            _ => RunState.Failed,
        },
        Trigger = run.Trigger,
        Attempts = run.Attempts,
        Outcome = RunOutcomeDocument.Of(run),
    };
}

/// <summary>Where a run is.</summary>
/// <param name="Phase">Such as <c>export.nodes</c>.</param>
/// <param name="Ended">Whether the phase is over.</param>
/// <param name="Entities">Nodes and relationships that it has dealt with.</param>
/// <param name="Expected">How many it will be, as far as is known; 0 for unknown.</param>
/// <param name="Seconds">Since the phase began.</param>
/// <param name="Sequence">Its place among the run's progress: ascending, from 1 in each attempt at the run.</param>
/// <param name="At">When the worker told it, UTC.</param>
public sealed record RunProgressDocument(
    string Phase, bool Ended, long Entities, long Expected, double Seconds, long Sequence, DateTimeOffset At)
{
    /// <summary>The document of a message.</summary>
    public static RunProgressDocument Of(RunProgressed progress) =>
        new(progress.Phase, progress.Ended, progress.Entities, progress.Expected, progress.ElapsedSeconds, progress.Sequence, progress.At);

    /// <summary>Whether a message tells nothing newer than this. A new attempt counts from 1 again, but later.</summary>
    internal bool Covers(RunProgressed progress) => progress.Sequence <= Sequence && progress.At <= At;
}
