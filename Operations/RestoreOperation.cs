using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Restores;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations;

/// <summary>Replaces everything in the configured database by a backup, or brings a restore that broke off to an end.</summary>
/// <remarks>
/// <see cref="PlanAsync"/> and <see cref="PlanEndAsync"/>, which touch nothing:
/// 1. Find the backup and read it whole: a damaged one is refused here.
/// 2. Connect, and ask whether the server can hold the backup; an unfinished restore is in the way of another.
/// 3. Say what will be lost and what will be there.
/// 4. The caller shows the plan to whoever decides, and asks.
/// <see cref="ExecuteAsync"/>:
/// 5. Takes the database's lock: one run a database at a time.
/// 6. Looks again at the database and its journal, since time has passed.
/// 7. Backs up what is there, unless there is nothing or it is not wanted, and opens a journal; or goes on with the one that an
///    unfinished restore has left, this very run before its process died, say.
/// 8. Wipes and loads: a small graph in one transaction, a large one batch by batch. Where the connection was lost, it is found out
///    what the database holds.
/// 9. Reads the database back and compares it with what was verified.
/// 10. Closes the journal: only now, or when it is certain that the database is as it was.
/// </remarks>
public sealed class RestoreOperation(OperationSettings settings, TimeProvider time)
{
    /// <summary>Says what a restore would do.</summary>
    /// <param name="nameOrNumber">The backup: its name, with or without extension, or its number in the list.</param>
    /// <param name="run">The run, which is filled.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArchiveException">There is no such backup, it is damaged, or another restore of the database is not finished.</exception>
    /// <exception cref="GraphException">The server can't hold it.</exception>
    /// <exception cref="BoltException">The server cannot be reached, or refused.</exception>
    public Task<RestorePlan> PlanAsync(string nameOrNumber, Run run, CancellationToken cancellationToken) =>
        new RestorePlanner(settings, time).PlanAsync(nameOrNumber, run, cancellationToken);

    /// <summary>Says what it would do to bring the database's unfinished restore to an end.</summary>
    /// <param name="way">Which end: <see cref="RestoreWay.Resume"/> or <see cref="RestoreWay.Rollback"/>.</param>
    /// <param name="run">The run, which is filled.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null when the last restore has come to this very end already.</returns>
    /// <exception cref="RefusedException">None is unfinished, or there is nothing to go back to.</exception>
    /// <exception cref="ArchiveException">The journal can't be read, or the backup that it names is damaged, gone or another.</exception>
    /// <exception cref="GraphException">The server can't hold it.</exception>
    /// <exception cref="BoltException">The server cannot be reached, or refused.</exception>
    public Task<RestorePlan?> PlanEndAsync(RestoreWay way, Run run, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)way, (int)RestoreWay.Restore, nameof(way));
        return new RestorePlanner(settings, time).PlanEndAsync(way, run, cancellationToken);
    }

    /// <summary>Does what was planned and confirmed.</summary>
    /// <param name="plan">The plan; the database is looked at anew, since time has passed.</param>
    /// <param name="options">How.</param>
    /// <param name="run">The run, which is filled.</param>
    /// <param name="cancellationToken">Ends the restore; from its journal on the exception says what the database may then hold.</param>
    /// <exception cref="RestoreInterruptedException">It ended after its journal was begun (steps 7 to 10); message and remedy say what the database holds and what to do.</exception>
    /// <exception cref="RestoreMismatchException">The database does not hold what the backup holds.</exception>
    /// <exception cref="RefusedException">Somebody else has brought it to an end meanwhile.</exception>
    /// <exception cref="ArchiveException">Such as: the safety backup could not be made; the database is untouched.</exception>
    /// <exception cref="BoltException">The server cannot be reached; the database is untouched.</exception>
    /// <exception cref="RunTooLongException">It was stopped before step 8 since it took too long; the database is untouched.</exception>
    public async Task<RestoreResult> ExecuteAsync(RestorePlan plan, RestoreOptions options, Run run, CancellationToken cancellationToken)
    {
        run.Facts = run.Facts with
        {
            Backup = plan.Backup?.Name,
            Database = plan.Database.Database,
            Recovery = plan.Way == RestoreWay.Restore ? null : RestorePlanner.Word(plan.Way),
        };

        // 5.
        return await LockedRun.DoAsync(
            settings,
            plan.Database.Database,
            run,
            time,
            async (held, cancel) =>
            {
                using var limit = new TimeLimit(SettingsKeys.RestoreMaxDuration, settings.RestoreMaxDuration, time);
                var restore = new JournalledRestore(settings.Locking(plan.Database.Database), time, options, run, held, limit);
                return await limit.KeepAsync(limited => restore.DoAsync(plan, limited), cancel);
            },
            cancellationToken);
    }
}
