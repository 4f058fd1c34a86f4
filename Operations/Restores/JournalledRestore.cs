using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations.Restores;

/// <summary>One restore under the database's lock (see <see cref="RestoreOperation"/> for the numbers).</summary>
internal sealed class JournalledRestore(
    OperationSettings settings, TimeProvider time, RestoreOptions options, Run run, DatabaseLock held, TimeLimit limit)
{
    // What the database holds, by what this run and those before it have done to it so far.
    private ImportEnding _left;

    public async Task<RestoreResult> DoAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        // 6.
        var (database, schema) = await new RestorePlanner(settings, time).ConnectAsync(run, cancellationToken);
        DatabaseConnector.DemandLocked(settings, database);
        plan = plan with { Database = database, Schema = schema };
        var said = new RestoreJournals(settings.Archive).Find(database.Database);
        if (IsDoneAlready(plan, said)) return Result(plan, said!, new(0, 0, false), plan.Verified.Counts);

        // 7.
        var journal = await new RestoreBeginning(settings, time, options, run, held).BeginAsync(plan, said, cancellationToken);
        _left = said is { IsOpen: true } ? ImportEnding.Partial : ImportEnding.AsBefore;
        run.Facts = run.Facts with { SafetyBackup = journal.Says.SafetyBackup?.Name };

        try
        {
            await journal.OpenAsync(cancellationToken);

            // 8.
            var import = await TransientFaults.RetryAsync(settings.Retry, run, time, cancel => ImportAsync(plan, journal.Says, cancel), cancellationToken);

            // 9.
            _left = ImportEnding.Loaded;
            var expectedSchema = plan.Verified.Schema ?? journal.Says.Schema;
            var proof = await TransientFaults.RetryAsync(
                settings.Retry,
                run,
                time,
                cancel => RestoreProof.ReadBackAsync(settings, time, plan.Verified, expectedSchema, "prove", run, cancel),
                cancellationToken);
            if (proof.Differences.Count > 0)
            {
                await journal.NoteWritesAsync(unsaved: true);
                throw proof.Mismatch(plan, journal.Says, import);
            }

            // 10.
            run.Leave();
            await journal.CloseAsync(plan.Way == RestoreWay.Rollback ? JournalOutcome.RolledBack : JournalOutcome.Restored, run.Order.RunId);
            return Result(plan, journal.Says, import, proof.Counts);
        }
        catch (Exception e) when (e is not RestoreMismatchException)
        {
            if (_left == ImportEnding.AsBefore) await TryCloseUndoneAsync(journal);
            throw RestoreMessages.Interrupted(plan, _left, journal.IsFoundOpen() ? journal.Says : null, Cause(e));
        }
    }

    // A process that ended between the closing of its journal and its line in the history leaves a run that is asked for again.
    private bool IsDoneAlready(RestorePlan plan, RestoreJournal? said) =>
        plan.Way == RestoreWay.Restore && said is { Outcome: JournalOutcome.Restored } && said.RunId == run.Order.RunId;

    private async Task<ImportResult> ImportAsync(RestorePlan plan, RestoreJournal journal, CancellationToken cancellationToken)
    {
        var import = plan.Import with
        {
            TransactionTimeout = settings.Lock.GiveUp,
            DemandRight = held.DemandHeld,
            GiveUp = limit.LongOver,
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
            // What was before this attempt may itself be a part of a graph, which no schema and no look makes whole.
            var before = _left;
            if (e.Ending == ImportEnding.SchemaLacking && before != ImportEnding.AsBefore) throw;
            _left = e.Ending;
            try
            {
                return await new ImportSettlement(settings, time, run, plan, journal, import).SettleAsync(e, cancellationToken);
            }
            catch (ImportFailedException settled)
            {
                _left = settled.Ending == ImportEnding.AsBefore ? before : settled.Ending;
                throw;
            }
        }
    }

    private async Task TryCloseUndoneAsync(OpenJournal journal)
    {
        try
        {
            await journal.CloseAsync(JournalOutcome.Undone, run.Order.RunId);
        }
        catch (ArchiveException)
        {
            // It stays open, which is in the way of backups until somebody brings it to an end, and harms nothing.
        }
    }

    private Exception Cause(Exception failure)
    {
        var isInner = failure is ImportFailedException and ({ Ending: not ImportEnding.SchemaLacking } or { InnerException: OperationCanceledException });
        var cause = isInner ? failure.InnerException! : failure;
        if (cause is not OperationCanceledException stopped) return cause;
        try
        {
            held.DemandHeld();
            return limit.Explain(stopped);
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
