using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Operations.Failures;

/// <summary>Why a request is refused that another run stands in the way of.</summary>
public static class BusyRun
{
    /// <summary>
    /// The run that a scheduled one is refused for: for a backup, a backup or restore that is accepted and has no outcome; for a
    /// verification, which changes nothing, only another. One that has ended stays accepted until its outcome is told, and is in
    /// nobody's way.
    /// </summary>
    /// <param name="kind">What is scheduled: a backup or a verification.</param>
    /// <param name="accepted">The database's accepted runs.</param>
    /// <param name="history">The archive's history.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public static AcceptedRun? OfScheduled(RunKind kind, AcceptedRuns accepted, RunHistory history) =>
        accepted.List().FirstOrDefault(run => run.Kind == RunKind.Verify == (kind == RunKind.Verify) && history.Find(run.RunId) is null);

    /// <summary>Says which run it is, and which process does it if one can be seen to.</summary>
    /// <param name="going">The run in the way.</param>
    /// <param name="trigger">What made the request: <c>manual</c> or <c>scheduled</c>.</param>
    /// <param name="archive">The archive.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public static Failure Explain(AcceptedRun going, string trigger, BackupArchiveOptions archive)
    {
        var by = DatabaseLock.Look(archive, database: null, going.RunId) is { } holder ? $" ({holder.Process})" : "";
        return new Failure(
            "busy",
            $"The {RunTelemetry.Word(going.Kind)} {going.RunId}, accepted at {going.AcceptedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, has not ended yet{by}.",
            trigger == "scheduled" ? "Nothing to do: the next one is tried when it is due." : "Request it again when that run has ended.",
            ExitCode.Refused);
    }
}
