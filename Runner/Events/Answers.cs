using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Runner.Events;

/// <summary>The answers to requests.</summary>
internal static class Answers
{
    public static RunAccepted Accepted(string runId, RunKind kind, string servedBy, TimeProvider time) =>
        new() { RunId = runId, Kind = RunTelemetry.Word(kind), At = time.GetUtcNow(), ServedBy = servedBy };

    public static RunRefused Refused(string runId, RunKind kind, RunFailure failure, TimeProvider time) =>
        new() { RunId = runId, Kind = RunTelemetry.Word(kind), At = time.GetUtcNow(), Failure = failure };
}
