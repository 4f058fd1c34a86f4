using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>What a run finds out about itself on its way: as much as there is, whenever it ends.</summary>
internal sealed record RunFacts
{
    public string? Database { get; init; }

    public string? Backup { get; init; }

    public string? SafetyBackup { get; init; }

    public string? Recovery { get; init; }

    public long Nodes { get; init; }

    public long Relationships { get; init; }

    public long Bytes { get; init; }

    public bool? Exact { get; init; }

    public int? Verified { get; init; }

    public IReadOnlyList<string>? Unsound { get; init; }

    public IReadOnlyList<string>? Removed { get; init; }

    public Failure? RetentionFailure { get; init; }

    /// <summary>The run as the history keeps it.</summary>
    public RunRecord Record(Run run, Failure? failure) => new()
    {
        RunId = run.Order.RunId,
        Kind = run.Order.Kind,
        Outcome = Outcome(failure),
        Trigger = run.Order.Trigger,
        StartedAt = run.StartedAt,
        Duration = run.Elapsed,
        RunBy = ThisProcess.Name,
        TraceId = run.TraceId,
        Attempts = run.Attempts,
        Backup = Backup,
        Database = Database,
        Nodes = Nodes,
        Relationships = Relationships,
        Bytes = Bytes,
        Exact = Exact,
        SafetyBackup = SafetyBackup,
        Recovery = Recovery,
        Verified = Verified,
        Unsound = Unsound,
        Removed = Removed,
        RetentionFailure = ForHistory(RetentionFailure),
        Failure = ForHistory(failure),
        Phases = [.. run.Phases.OrderBy(phase => phase.StartedAfter)],
    };

    private static RunRecordFailure? ForHistory(Failure? failure) =>
        failure is null ? null : new(failure.Kind, failure.Message, failure.Remedy);

    private static RunOutcome Outcome(Failure? failure) => failure?.ExitCode switch
    {
        null => RunOutcome.Completed,
        ExitCode.Interrupted => RunOutcome.Interrupted,
        ExitCode.Refused => RunOutcome.Refused,
        _ => RunOutcome.Failed,
    };
}
