using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations.Restores;

/// <summary>One restore under the database's lock (see <see cref="RestoreOperation"/> for the numbers).</summary>
internal sealed class JournalledRestore(
    OperationSettings settings, TimeProvider time, RestoreOptions options, Run run, DatabaseLock held)
{
    private readonly RestorePlanner _planner = new(settings, time);
    private readonly RestoreJournals _journals = new(settings.Archive);

    // What the database holds, by what has been done to it so far.
    private ImportEnding _left = ImportEnding.Partial;

    public async Task<RestoreResult> DoAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        // 6.
        var (database, schema) = await _planner.ConnectAsync(run, cancellationToken);
        plan = plan with { Database = database, Schema = schema };
        var said = _journals.Find(database.Database);
        if (IsDoneAlready(plan, said)) return Result(plan, said!, new(0, 0, false), plan.Verified.Counts);
        DemandOwn(plan, said);

        // 7.
        var journal = said is { IsOpen: true }
            ? await GoOnAsync(plan, said, cancellationToken)
            : await OpenAsync(plan, cancellationToken);
        run.Facts = run.Facts with { SafetyBackup = journal.Says.SafetyBackup?.Name };

        try
        {
            // 8.
            var import = await TransientFaults.RetryAsync(settings.Retry, run, time, cancel => ImportAsync(plan, journal.Says, cancel), cancellationToken);

            // 9.
            _left = ImportEnding.Loaded;
            var proof = await TransientFaults.RetryAsync(
                settings.Retry, run, time, cancel => RestoreProof.ReadBackAsync(settings, time, plan, journal.Says.Schema, run, cancel), cancellationToken);
            if (proof.Differences.Count > 0)
            {
                await journal.NoteWritesAsync(unsaved: true);
                throw proof.Mismatch(plan, journal.Says, import);
            }

            // 10.
            run.Leave();
            held.DemandHeld();
            await journal.CloseAsync(plan.Way == RestoreWay.Rollback ? JournalOutcome.RolledBack : JournalOutcome.Restored, run.Order.RunId);
            return Result(plan, journal.Says, import, proof.Counts);
        }
        catch (Exception e) when (e is not RestoreMismatchException)
        {
            if (_left == ImportEnding.AsBefore) await TryCloseUndoneAsync(journal);
            throw RestoreMessages.Interrupted(plan, _left, journal.Says, Cause(e));
        }
    }

    // A process that ended between the closing of its journal and its line in the history leaves a run that is asked for again.
    private bool IsDoneAlready(RestorePlan plan, RestoreJournal? said) =>
        plan.Way == RestoreWay.Restore && said is { Outcome: JournalOutcome.Restored } && said.RunId == run.Order.RunId;

    private void DemandOwn(RestorePlan plan, RestoreJournal? said)
    {
        if (plan.Way != RestoreWay.Restore)
        {
            if (said is not { IsOpen: true } || said.RunId != plan.Journal!.RunId)
                throw new RefusedException("The unfinished restore has been brought to an end meanwhile. Nothing was touched.", "See stbackup runs.");
        }
        else if (said?.RunId != run.Order.RunId)
        {
            _journals.DemandFinished(plan.Database.Database);
        }
        else if (said.Outcome == JournalOutcome.RolledBack)
        {
            throw new RefusedException($"This restore broke off, and was rolled back by run {said.ClosedByRun}.", "Request it anew if it is still wanted.");
        }
    }

    private async Task<OpenJournal> OpenAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        var isWanted = options.SafetyBackup && !plan.DatabaseIsEmpty;
        var safety = isWanted ? await BackUpWhatIsThereAsync($"Before the restore of {plan.BackupName}", cancellationToken) : null;
        held.DemandHeld();
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
        _left = ImportEnding.AsBefore;
        return await OpenJournal.OpenAsync(settings, time, journal, cancellationToken);
    }

    // No safety backup of what an unfinished restore has left: that would be one of half a graph. But what others have written since
    // is theirs, and nowhere else.
    private async Task<OpenJournal> GoOnAsync(RestorePlan plan, RestoreJournal said, CancellationToken cancellationToken)
    {
        if (plan.Way == RestoreWay.Restore) RestorePlanner.DemandSame(said.Backup, plan.Verified);
        held.DemandHeld();
        var journal = OpenJournal.GoOn(settings, time, said);
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

    private async Task<ImportResult> ImportAsync(RestorePlan plan, RestoreJournal journal, CancellationToken cancellationToken)
    {
        var import = plan.Import with
        {
            TransactionTimeout = settings.Lock.GiveUp,
            DemandRight = held.DemandHeld,
            SchemaToKeep = journal.Schema,
        };
        try
        {
            await using var connection = await DatabaseConnector.ConnectAsync(settings, preferred: null, time, cancellationToken);
            await GraphImporter.WaitForOthersAsync(connection, plan.Database.Database, settings.Lock.Lease, time, cancellationToken);
            var progress = run.Graph("import", plan.Verified.Counts.Nodes, plan.Verified.Counts.Relationships);
            return await GraphImporter.ImportAsync(connection, plan.OpenReader, plan.Verified, import, progress, cancellationToken);
        }
        catch (ImportFailedException e) when (e.Ending != ImportEnding.AsBefore)
        {
            _left = e.Ending;
            try
            {
                return await new ImportSettlement(settings, time, run, plan, journal, import).SettleAsync(e, cancellationToken);
            }
            catch (ImportFailedException settled)
            {
                _left = settled.Ending;
                throw;
            }
        }
    }

    private async Task TryCloseUndoneAsync(OpenJournal journal)
    {
        try
        {
            held.DemandHeld();
            await journal.CloseAsync(JournalOutcome.Undone, run.Order.RunId);
        }
        catch (ArchiveException)
        {
            // It stays open, which is in the way of backups until somebody brings it to an end, and harms nothing.
        }
    }

    private Exception Cause(Exception failure)
    {
        var cause = failure is ImportFailedException { Ending: not ImportEnding.SchemaLacking } ? failure.InnerException! : failure;
        if (cause is not OperationCanceledException || !held.Lost.IsCancellationRequested) return cause;
        try
        {
            held.DemandHeld();
            return cause;
        }
        catch (LockLostException lost)
        {
            return lost;
        }
    }

    private RestoreResult Result(RestorePlan plan, RestoreJournal journal, ImportResult import, GraphCounts proven)
    {
        run.Facts = run.Facts with { Nodes = proven.Nodes, Relationships = proven.Relationships, Bytes = plan.Backup?.Bytes ?? 0 };
        return new()
        {
            RunId = run.Order.RunId,
            Plan = plan,
            SafetyBackup = journal.SafetyBackup?.Name,
            Import = import,
            Proven = proven,
            Duration = run.Elapsed,
            Phases = [.. run.Phases],
        };
    }
}
