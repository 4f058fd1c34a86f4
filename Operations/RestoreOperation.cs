using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations;

/// <summary>Replaces everything in the configured database by what a backup holds.</summary>
/// <remarks>
/// <see cref="PlanAsync"/>, which touches nothing:
/// 1. Finds the backup and reads it whole: a damaged one is refused here.
/// 2. Connects, and asks whether the server can hold the backup.
/// 3. Says what will be lost and what will be there.
/// 4. The caller shows the plan to whoever decides, and asks.
/// <see cref="ExecuteAsync"/>:
/// 5. Takes the database's lock: one run a database at a time.
/// 6. Backs up what is there, unless there is nothing or it is not wanted.
/// 7. Wipes and loads: a small graph in one transaction, a large one batch by batch.
/// 8. Reads the database back and compares it with what was verified.
/// </remarks>
public sealed class RestoreOperation(OperationSettings settings, TimeProvider time)
{
    /// <summary>Says what a restore would do.</summary>
    /// <param name="nameOrNumber">The backup: its name, with or without extension, or its number in the list.</param>
    /// <param name="run">The run, which is filled.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArchiveException">There is no such backup, or it is damaged.</exception>
    /// <exception cref="GraphException">The server can't hold it.</exception>
    /// <exception cref="BoltException">The server cannot be reached, or refused.</exception>
    public async Task<RestorePlan> PlanAsync(string nameOrNumber, Run run, CancellationToken cancellationToken)
    {
        // 1.
        var backup = new BackupArchive(settings.Archive, time).Find(nameOrNumber);
        run.Facts = run.Facts with { Backup = backup.Name };
        run.Enter("verify");
        var verified = await Verification.OfArchivedAsync(backup, cancellationToken);
        run.Advance(verified.Counts.Nodes + verified.Counts.Relationships);

        // 2.
        run.Enter("connect");
        var (database, schema) = await TransientFaults.RetryAsync(settings.Retry, run, time, InspectAsync, cancellationToken);
        run.TalkTo(settings.Neo4j!.Address, database.Database);
        run.Facts = run.Facts with { Database = database.Database };
        GraphImporter.Preflight(database, verified.Schema);

        // 3.
        run.Leave();
        return new()
        {
            Backup = backup,
            Verified = verified,
            Address = settings.Neo4j!.Address,
            Database = database,
            Schema = schema,
            Import = new ImportOptions { OneTransactionUpTo = settings.RestoreOneTransactionUpTo },
        };
    }

    /// <summary>Does what was planned and confirmed.</summary>
    /// <param name="plan">The plan; the database is looked at anew, since time has passed.</param>
    /// <param name="options">How.</param>
    /// <param name="run">The run, which is filled.</param>
    /// <param name="cancellationToken">Ends the restore; from step 7 on the exception says what the database may then hold.</param>
    /// <exception cref="RestoreInterruptedException">It ended within step 7; the remedy names the safety backup.</exception>
    /// <exception cref="RestoreMismatchException">The database does not hold what the backup holds.</exception>
    /// <exception cref="ArchiveException">The safety backup could not be made; the database is untouched.</exception>
    /// <exception cref="BoltException">The server cannot be reached; the database is untouched.</exception>
    public async Task<RestoreResult> ExecuteAsync(RestorePlan plan, RestoreOptions options, Run run, CancellationToken cancellationToken)
    {
        run.Facts = run.Facts with { Backup = plan.Backup.Name, Database = plan.Database.Database };

        // 5.
        return await LockedRun.DoAsync(
            settings, plan.Database.Database, run, time, (held, cancel) => ReplaceAsync(plan, options, run, held, cancel), cancellationToken);
    }

    private async Task<RestoreResult> ReplaceAsync(
        RestorePlan plan, RestoreOptions options, Run run, DatabaseLock held, CancellationToken cancellationToken)
    {
        // 6.
        run.Enter("connect");
        var (database, schema) = await TransientFaults.RetryAsync(settings.Retry, run, time, InspectAsync, cancellationToken);
        run.TalkTo(plan.Address, database.Database);
        plan = plan with { Database = database, Schema = schema };
        run.Leave();
        var isWanted = options.SafetyBackup && !plan.DatabaseIsEmpty;
        var safetyBackup = isWanted ? await BackUpWhatIsThereAsync(plan, run, held, cancellationToken) : null;
        run.Facts = run.Facts with { SafetyBackup = safetyBackup?.Backup.Name };

        // 7.
        held.DemandHeld();
        var import = await ImportAsync(plan, safetyBackup, run, cancellationToken);

        // 8.
        var proof = await RestoreProof.ReadBackAsync(settings, time, plan.Verified, run, cancellationToken);
        if (proof.Differences.Count > 0) throw proof.Mismatch(plan, safetyBackup);
        run.Leave();
        run.Facts = run.Facts with { Nodes = proof.Counts.Nodes, Relationships = proof.Counts.Relationships, Bytes = plan.Backup.Bytes };
        return new()
        {
            RunId = run.Order.RunId,
            Plan = plan,
            SafetyBackup = safetyBackup,
            Import = import,
            Proven = proof.Counts,
            Duration = run.Elapsed,
            Phases = [.. run.Phases],
        };
    }

    private async Task<(DatabaseFacts Database, GraphSchema Schema)> InspectAsync(CancellationToken cancellationToken)
    {
        await using var connection = await DatabaseConnector.ConnectAsync(settings, preferred: null, time, cancellationToken);
        var database = await DatabaseInspector.InspectAsync(connection, cancellationToken);
        return (database, await SchemaReader.ReadAsync(connection, cancellationToken));
    }

    private async Task<BackupResult> BackUpWhatIsThereAsync(RestorePlan plan, Run run, DatabaseLock held, CancellationToken cancellationToken)
    {
        // What is there is about to go, so this one is read back whatever is configured; and somebody who writes meanwhile must not
        // prevent the restore.
        var consistency = settings.Consistency with { Demand = ConsistencyDemand.Fuzzy };
        var backup = new BackupOperation(settings with { VerifyBackups = true, Consistency = consistency }, time);
        var request = new BackupRequest { Reason = "safety", Note = $"Before the restore of {plan.Backup.Name}" };
        using var within = run.Within(RunKind.Backup, "safety");
        var result = await backup.RunAsync(request, within, held, cancellationToken);
        within.End(null);
        return result;
    }

    private async Task<ImportResult> ImportAsync(RestorePlan plan, BackupResult? safetyBackup, Run run, CancellationToken cancellationToken)
    {
        await using var connection = await DatabaseConnector.ConnectAsync(settings, preferred: null, time, cancellationToken);
        await using var reader = plan.Backup.OpenReader();
        try
        {
            var progress = run.Graph("import", plan.Verified.Counts.Nodes, plan.Verified.Counts.Relationships);
            return await GraphImporter.ImportAsync(connection, reader, plan.Verified, plan.Import, progress, cancellationToken);
        }
        catch (Exception e)
        {
            throw RestoreMessages.Interrupted(plan, safetyBackup, e);
        }
    }
}
