using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Retention;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>The phase <c>retention</c> of a run that holds the database's lock: what no rule keeps is removed.</summary>
internal static class RetentionPhase
{
    /// <summary>Decides and removes; what is gone is among the run's facts, even when it breaks off.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="database">Whose backups.</param>
    /// <param name="made">The backup that this very run has made: unless it is found sound in the archive, nothing is removed. Null for none.</param>
    /// <param name="trustClock">Whether somebody has said that the clock is right.</param>
    /// <param name="run">The run.</param>
    /// <param name="held">The lock.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it, between two removals.</param>
    /// <exception cref="UnfinishedRestoreException">A restore of the database is not finished; nothing was removed.</exception>
    /// <exception cref="ArchiveException">Not all that was to go is gone.</exception>
    public static async Task<RetentionPlan> RunAsync(
        OperationSettings settings,
        string database,
        string? made,
        bool trustClock,
        Run run,
        DatabaseLock held,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        run.Enter("retention");
        new RestoreJournals(settings.Archive).DemandFinished(database);
        var retention = new BackupRetention(settings.Archive, time);
        var plan = retention.Plan(database, settings.Retention);
        if (made is not null && !plan.Verdicts.Any(verdict => verdict.Backup.Name == made && verdict.Backup.Fault is null))
        {
            throw new CorruptBackupException(
                $"The backup that was just made, {made}, is not found sound in the archive, so no other was removed",
                "Look at the archive's folder (stbackup list), and at the disk under it.");
        }

        await retention.ApplyAsync(plan, trustClock, run.Order.RunId, held.DemandHeld, gone => AddRemoved(run, gone), cancellationToken);
        run.Leave();
        return plan;
    }

    /// <summary>The same after a backup that was made: whatever goes wrong is told in the result and the run's facts, not thrown.</summary>
    public static async Task<BackupResult> AfterBackupAsync(
        BackupResult made, OperationSettings settings, Run run, DatabaseLock held, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(settings, made.Manifest.Source.Database, made.Backup.Name, trustClock: false, run, held, time, cancellationToken);
        }
        catch (Exception e)
        {
            // The backup is there, whatever this was: the history, a counter and the log tell.
            var failure = FailureMap.Explain(e);
            run.FailPhase(failure);
            run.Leave();
            run.Facts = run.Facts with { RetentionFailure = failure };
        }

        return made with
        {
            Removed = run.Facts.Removed ?? [],
            RetentionFailure = run.Facts.RetentionFailure,
            Duration = run.Elapsed,
            Phases = [.. run.Phases],
        };
    }

    private static void AddRemoved(Run run, ArchivedBackup gone) =>
        run.Facts = run.Facts with { Removed = [.. run.Facts.Removed ?? [], gone.Name] };
}
