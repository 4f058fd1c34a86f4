using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Runner.Events;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Runner;

/// <summary>What the archive knows of runs: the one place where it is decided whether a run is new, due or done.</summary>
public sealed class RunState(CurrentSettings settings, TimeProvider time)
{
    private readonly BackupArchive _backups = new(settings.AtStart.Archive, time);

    /// <summary>The accepted runs without an outcome.</summary>
    public AcceptedRuns Accepted { get; } = new(settings.AtStart.Archive, settings.Database);

    /// <summary>The runs that have ended.</summary>
    public RunHistory History { get; } = new(settings.AtStart.Archive);

    /// <summary>Whether a run has its outcome; one that has may still be accepted, until it is told.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    internal bool HasEnded(AcceptedRun run) => History.Find(run.RunId) is not null;

    /// <summary>The answer to a request that was made before; null for a new one.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    internal RunEvent? AnswerBefore(string runId, RunKind kind)
    {
        if (Accepted.List().Any(run => run.RunId == runId)) return Answers.Accepted(runId, kind, runId, time);
        if (History.Find(runId) is { } ended)
        {
            return ended is { Attempts: 0, Outcome: RunOutcome.Refused }
                ? OutcomeEvents.Of(ended)
                : Answers.Accepted(runId, ended.Kind, runId, time);
        }

        return _backups.FindByRun(runId) is null ? null : Answers.Accepted(runId, RunKind.Backup, runId, time);
    }
}
