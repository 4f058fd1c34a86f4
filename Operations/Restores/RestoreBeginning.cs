using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations.Restores;

/// <summary>
/// What comes before the first change of the database: a restore of its own backs up what is there and makes a journal; one that goes
/// on with the journal of an unfinished restore must be the one to do so.
/// </summary>
internal sealed class RestoreBeginning(OperationSettings settings, TimeProvider time, RestoreOptions options, Run run, DatabaseLock held)
{
    /// <summary>Begins.</summary>
    /// <param name="plan">The plan, with the database as it is now.</param>
    /// <param name="said">What the database's journal says now; null for none.</param>
    /// <param name="cancellationToken">Ends it; nothing was changed.</param>
    /// <returns>The journal, to be opened.</returns>
    public Task<OpenJournal> BeginAsync(RestorePlan plan, RestoreJournal? said, CancellationToken cancellationToken)
    {
        DemandOwn(plan, said);
        return said is { IsOpen: true } ? GoOnAsync(plan, said, cancellationToken) : MakeAsync(plan, cancellationToken);
    }

    private void DemandOwn(RestorePlan plan, RestoreJournal? said)
    {
        if (plan.Way != RestoreWay.Restore)
        {
            if (said is not { IsOpen: true } || said.RunId != plan.Journal!.RunId)
                throw new RefusedException("The unfinished restore has been brought to an end meanwhile. Nothing was touched.", "See stbackup runs.");
        }
        else if (said?.RunId != run.Order.RunId)
        {
            new RestoreJournals(settings.Archive).DemandFinished(plan.Database.Database);
        }
        else if (said.Outcome == JournalOutcome.RolledBack)
        {
            throw new RefusedException($"This restore broke off, and was rolled back by run {said.ClosedByRun}.", "Request it anew if it is still wanted.");
        }
    }

    private async Task<OpenJournal> MakeAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        var isWanted = options.SafetyBackup && !plan.DatabaseIsEmpty;
        var safety = isWanted ? await BackUpWhatIsThereAsync($"Before the restore of {plan.BackupName}", cancellationToken) : null;
        var journal = new RestoreJournal
        {
            RunId = run.Order.RunId,
            Database = plan.Database.Database,
            DatabaseId = plan.Database.DatabaseId,
            OpenedAt = time.GetUtcNow(),
            OpenedBy = ThisProcess.Name,
            Backup = new(plan.BackupName, plan.Verified.Sha256),
            SafetyBackup = safety is null ? null : new(safety.Backup.Name, safety.Manifest.Data.Sha256),
            UnpinSafetyBackup = safety is not null,
            DatabaseWasEmpty = plan.DatabaseIsEmpty,
            Schema = safety?.Manifest.Schema ?? plan.Schema,
        };
        return new(settings, time, held, journal, isWritten: false);
    }

    // No safety backup of what an unfinished restore has left: that would be one of half a graph. But what others have written since
    // is theirs, and nowhere else.
    private async Task<OpenJournal> GoOnAsync(RestorePlan plan, RestoreJournal said, CancellationToken cancellationToken)
    {
        if (plan.Way == RestoreWay.Restore) RestorePlanner.DemandSame(said.Backup, plan.Verified);
        var journal = new OpenJournal(settings, time, held, said, isWritten: true);
        if (!said.UnsavedWrites) return journal;
        await BackUpWhatIsThereAsync($"What others wrote during the restore of {said.Backup.Name}", cancellationToken);
        await journal.NoteWritesAsync(unsaved: false);
        return journal;
    }

    private async Task<BackupResult> BackUpWhatIsThereAsync(string note, CancellationToken cancellationToken)
    {
        // What is there is about to go, so this one is read back whatever is configured; and somebody who writes meanwhile must not
        // prevent the restore.
        var consistency = settings.Consistency with { Demand = ConsistencyDemand.Fuzzy };
        var backup = new BackupOperation(settings with { VerifyBackups = true, Consistency = consistency }, time);
        using var within = run.Within(RunKind.Backup, "safety");
        var result = await backup.RunAsync(new() { Reason = "safety", Note = note }, within, held, cancellationToken);
        within.End(null);
        return result;
    }
}
