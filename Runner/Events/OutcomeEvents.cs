using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Runner.Events;

/// <summary>
/// The event that tells how a run ended, made from what the history keeps: the same whether it is sent when the run ends or, after
/// a crash, by another process.
/// </summary>
internal static class OutcomeEvents
{
    public static RunEvent Of(RunRecord run)
    {
        var (kind, at) = (RunTelemetry.Word(run.Kind), run.StartedAt + run.Duration);
        var failure = run.Failure is { } told ? new RunFailure(told.Code, told.Message, told.Remedy) : null;
        return (run.Kind, failure) switch
        {
            (_, not null) when run.Outcome == RunOutcome.Refused => new RunRefused { RunId = run.RunId, Kind = kind, At = at, Failure = failure },
            (RunKind.Backup, null) => new BackupCompleted
            {
                RunId = run.RunId,
                Kind = kind,
                At = at,
                Backup = run.Backup ?? "",
                Nodes = run.Nodes,
                Relationships = run.Relationships,
                Bytes = run.Bytes,
                Exact = run.Exact ?? false,
            },
            (RunKind.Backup, _) => new BackupFailed { RunId = run.RunId, Kind = kind, At = at, Failure = failure },
            (RunKind.Restore, null) => new RestoreCompleted
            {
                RunId = run.RunId,
                Kind = kind,
                At = at,
                Backup = run.Backup ?? "",
                SafetyBackup = run.SafetyBackup,
                Nodes = run.Nodes,
                Relationships = run.Relationships,
            },
            (RunKind.Restore, _) => new RestoreFailed { RunId = run.RunId, Kind = kind, At = at, Failure = failure },
            (_, null) => new VerifyCompleted { RunId = run.RunId, Kind = kind, At = at, Verified = run.Verified ?? 0 },
            _ => new VerifyFailed { RunId = run.RunId, Kind = kind, At = at, Failure = failure, Unsound = run.Unsound ?? [] },
        };
    }
}
