using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
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
/// 5. Backs up what is there, unless there is nothing or it is not wanted.
/// 6. Wipes and loads: a small graph in one transaction, a large one batch by batch.
/// 7. Reads the database back and compares it with what was verified.
/// </remarks>
public sealed class RestoreOperation(OperationSettings settings, TimeProvider time)
{
    /// <summary>Says what a restore would do.</summary>
    /// <param name="nameOrNumber">The backup: its name, with or without extension, or its number in the list.</param>
    /// <param name="progress">Told of every phase, on the run's own flow; may be null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArchiveException">There is no such backup, or it is damaged.</exception>
    /// <exception cref="GraphException">The server can't hold it.</exception>
    /// <exception cref="BoltException">The server cannot be reached, or refused.</exception>
    public async Task<RestorePlan> PlanAsync(string nameOrNumber, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        using var phases = new RunPhases("restore.plan", time, progress);

        // 1.
        var backup = new BackupArchive(settings.Archive, time).Find(nameOrNumber);
        phases.Enter("verify");
        var verified = await Verification.OfArchivedAsync(backup, cancellationToken);
        phases.Advance(verified.Counts.Nodes + verified.Counts.Relationships);

        // 2.
        phases.Enter("connect");
        var (database, schema) = await InspectAsync(cancellationToken);
        GraphImporter.Preflight(database, verified.Schema);

        // 3.
        phases.Complete();
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
    /// <param name="progress">Told of every phase, on the run's own flow; may be null.</param>
    /// <param name="cancellationToken">Ends the restore; from step 6 on the exception says what the database may then hold.</param>
    /// <exception cref="RestoreInterruptedException">It ended within step 6; the remedy names the safety backup.</exception>
    /// <exception cref="RestoreMismatchException">The database does not hold what the backup holds.</exception>
    /// <exception cref="ArchiveException">The safety backup could not be made; the database is untouched.</exception>
    /// <exception cref="BoltException">The server cannot be reached; the database is untouched.</exception>
    public async Task<RestoreResult> ExecuteAsync(
        RestorePlan plan, RestoreOptions options, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var phases = new RunPhases("restore", time, progress);

        // 5.
        phases.Enter("connect");
        var (database, schema) = await InspectAsync(cancellationToken);
        plan = plan with { Database = database, Schema = schema };
        phases.Leave();
        var isWanted = options.SafetyBackup && !plan.DatabaseIsEmpty;
        var safetyBackup = isWanted ? await BackUpWhatIsThereAsync(plan, progress, cancellationToken) : null;

        // 6.
        var import = await ImportAsync(plan, safetyBackup, phases, cancellationToken);

        // 7.
        var proof = await RestoreProof.ReadBackAsync(settings, time, plan.Verified, phases, cancellationToken);
        if (proof.Differences.Count > 0) throw proof.Mismatch(plan, safetyBackup);
        phases.Complete();
        return new()
        {
            RunId = phases.RunId,
            Plan = plan,
            SafetyBackup = safetyBackup,
            Import = import,
            Proven = proof.Counts,
            Duration = time.GetElapsedTime(started),
            Phases = phases.Ended,
        };
    }

    private async Task<(DatabaseFacts Database, GraphSchema Schema)> InspectAsync(CancellationToken cancellationToken)
    {
        await using var connection = await DatabaseConnector.ConnectAsync(settings, preferred: null, time, cancellationToken);
        var database = await DatabaseInspector.InspectAsync(connection, cancellationToken);
        return (database, await SchemaReader.ReadAsync(connection, cancellationToken));
    }

    private Task<BackupResult> BackUpWhatIsThereAsync(
        RestorePlan plan, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        // What is there is about to go, so this one is read back whatever is configured.
        var backup = new BackupOperation(settings with { VerifyBackups = true }, time);
        var request = new BackupRequest { Reason = "safety", Note = $"Before the restore of {plan.Backup.Name}" };
        return backup.RunAsync(request, progress is null ? null : new PrefixedProgress("safety", progress), cancellationToken);
    }

    private async Task<ImportResult> ImportAsync(
        RestorePlan plan, BackupResult? safetyBackup, RunPhases phases, CancellationToken cancellationToken)
    {
        await using var connection = await DatabaseConnector.ConnectAsync(settings, preferred: null, time, cancellationToken);
        await using var reader = plan.Backup.OpenReader();
        try
        {
            var progress = phases.Graph("import", plan.Verified.Counts.Nodes, plan.Verified.Counts.Relationships);
            return await GraphImporter.ImportAsync(connection, reader, plan.Verified, plan.Import, progress, cancellationToken);
        }
        catch (Exception e)
        {
            throw RestoreMessages.Interrupted(plan, safetyBackup, e);
        }
    }
}
