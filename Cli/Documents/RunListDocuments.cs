using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Cli.Documents;

/// <summary><c>runs --json</c>.</summary>
internal sealed record RunListDocument(IReadOnlyList<OpenRunDocument> Open, IReadOnlyList<RunDocument> Ended, int Unreadable)
{
    public static RunListDocument Of(RunList runs) =>
        new([.. runs.Open.Select(OpenRunDocument.Of)], [.. runs.Ended.Select(RunDocument.Of)], runs.Unreadable);
}

/// <summary>A run that is accepted and has no outcome yet.</summary>
internal sealed record OpenRunDocument(string RunId, string Kind, string Trigger, DateTimeOffset AcceptedAt, string? RequestedBy, int Attempts)
{
    public static OpenRunDocument Of(AcceptedRun run) =>
        new(run.RunId, RunTelemetry.Word(run.Kind), run.Trigger, run.AcceptedAt, run.RequestedBy, run.Attempts);
}

/// <summary><c>runs RUN --json</c>: a run that has ended.</summary>
internal sealed record RunDocument(
    string RunId,
    string Kind,
    string Outcome,
    string Trigger,
    DateTimeOffset StartedAt,
    double Seconds,
    string RunBy,
    string? TraceId,
    int Attempts,
    string? Backup,
    string? Database,
    long Nodes,
    long Relationships,
    long Bytes,
    bool? Exact,
    string? SafetyBackup,
    string? Recovery,
    int? Verified,
    IReadOnlyList<string>? Unsound,
    IReadOnlyList<string>? Removed,
    RunRecordFailure? RetentionFailure,
    RunRecordFailure? Failure,
    IReadOnlyList<TimedPhaseDocument> Phases)
{
    public static RunDocument Of(RunRecord run) => new(
        run.RunId,
        RunTelemetry.Word(run.Kind),
        RunTelemetry.Word(run.Outcome),
        run.Trigger,
        run.StartedAt,
        run.Duration.TotalSeconds,
        run.RunBy,
        run.TraceId,
        run.Attempts,
        run.Backup,
        run.Database,
        run.Nodes,
        run.Relationships,
        run.Bytes,
        run.Exact,
        run.SafetyBackup,
        run.Recovery,
        run.Verified,
        run.Unsound,
        run.Removed,
        run.RetentionFailure,
        run.Failure,
        [.. run.Phases.Select(TimedPhaseDocument.Of)]);
}

/// <summary>A phase with its place in the run.</summary>
internal sealed record TimedPhaseDocument(string Name, double StartedAfterSeconds, double Seconds, long Entities)
{
    public static TimedPhaseDocument Of(RunRecordPhase phase) =>
        new(phase.Name, phase.StartedAfter.TotalSeconds, phase.Duration.TotalSeconds, phase.Entities);
}
