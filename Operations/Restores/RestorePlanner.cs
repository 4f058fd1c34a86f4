using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations.Restores;

/// <summary>Finds out what a restore would do, and touches nothing.</summary>
internal sealed class RestorePlanner(OperationSettings settings, TimeProvider time)
{
    private readonly BackupArchive _archive = new(settings.Archive, time);
    private readonly RestoreJournals _journals = new(settings.Archive);

    /// <summary>A restore of its own.</summary>
    public async Task<RestorePlan> PlanAsync(string nameOrNumber, Run run, CancellationToken cancellationToken)
    {
        var (backup, verified) = await VerifyAsync(nameOrNumber, run, cancellationToken);
        var (database, schema) = await ConnectAsync(run, cancellationToken);
        if (_journals.Find(database.Database)?.RunId != run.Order.RunId) _journals.DemandFinished(database.Database);
        return Plan(RestoreWay.Restore, journal: null, backup, verified, database, schema);
    }

    /// <summary>The end of an unfinished one.</summary>
    /// <returns>Null when the last restore has come to this very end already.</returns>
    public async Task<RestorePlan?> PlanEndAsync(RestoreWay way, Run run, CancellationToken cancellationToken)
    {
        run.Facts = run.Facts with { Recovery = Word(way) };
        var (database, schema) = await ConnectAsync(run, cancellationToken);
        var journal = _journals.Find(database.Database);
        if (journal is not { IsOpen: true }) return HasEnded(journal, way) ? null : throw NothingUnfinished(database.Database);

        if (way == RestoreWay.Rollback && journal is { DatabaseWasEmpty: true })
            return Plan(way, journal, backup: null, VerifiedBackup.OfNothing(journal.Schema), database, schema);
        var wanted = way == RestoreWay.Resume ? journal.Backup : journal.SafetyBackup ?? throw NothingToGoBackTo(journal);
        var (backup, verified) = await VerifyAsync(wanted.Name, run, cancellationToken);
        DemandSame(wanted, verified);
        return Plan(way, journal, backup, way == RestoreWay.Rollback ? verified with { Schema = journal.Schema } : verified, database, schema);
    }

    /// <summary>Asks what is there.</summary>
    public async Task<(DatabaseFacts Database, GraphSchema Schema)> ConnectAsync(Run run, CancellationToken cancellationToken)
    {
        run.Enter("connect");
        var found = await TimeLimit.KeepAsync(
            SettingsKeys.RestoreMaxDuration,
            settings.RestoreMaxDuration,
            time,
            cancel => TransientFaults.RetryAsync(settings.Retry, run, time, InspectAsync, cancel),
            cancellationToken);
        run.TalkTo(settings.Neo4j!.Address, found.Database.Database);
        run.Facts = run.Facts with { Database = found.Database.Database };
        run.Leave();
        return found;
    }

    /// <summary>Refuses a file that is not the one that a journal names.</summary>
    /// <exception cref="CorruptBackupException">It is another.</exception>
    public static void DemandSame(JournalledBackup journalled, VerifiedBackup verified)
    {
        if (journalled.Sha256 != verified.Sha256) throw new CorruptBackupException(
            $"{journalled.Name} is not the file any more that it was when the restore began (SHA-256 {journalled.Sha256})",
            "Put the right file back from a copy.");
    }

    /// <summary>The word for a way in the run history.</summary>
    public static string Word(RestoreWay way) => way.ToString().ToLowerInvariant();

    private RestorePlan Plan(
        RestoreWay way, RestoreJournal? journal, ArchivedBackup? backup, VerifiedBackup verified, DatabaseFacts database, GraphSchema schema)
    {
        GraphImporter.Preflight(database, verified.Schema);
        return new()
        {
            Way = way,
            Journal = journal,
            Backup = backup,
            Verified = verified,
            Address = settings.Neo4j!.Address,
            Database = database,
            Schema = schema,
            Import = new ImportOptions { OneTransactionUpTo = settings.RestoreOneTransactionUpTo },
        };
    }

    private async Task<(ArchivedBackup Backup, VerifiedBackup Verified)> VerifyAsync(string nameOrNumber, Run run, CancellationToken cancellationToken)
    {
        var backup = _archive.Find(nameOrNumber);
        run.Facts = run.Facts with { Backup = backup.Name };
        run.Enter("verify");
        var verified = await Verification.OfArchivedAsync(backup, cancellationToken);
        run.Advance(verified.Counts.Nodes + verified.Counts.Relationships);
        run.Leave();
        return (backup, verified);
    }

    private async Task<(DatabaseFacts Database, GraphSchema Schema)> InspectAsync(CancellationToken cancellationToken)
    {
        await using var connection = await DatabaseConnector.ConnectAsync(settings, preferred: null, time, cancellationToken);
        var database = await DatabaseInspector.InspectAsync(connection, cancellationToken);
        return (database, await SchemaReader.ReadAsync(connection, cancellationToken));
    }

    // Whoever asks twice, since the first answer was lost, is told that it is done.
    private static bool HasEnded(RestoreJournal? journal, RestoreWay way) => (way, journal?.Outcome)
        is (RestoreWay.Resume, JournalOutcome.Restored) or (RestoreWay.Rollback, JournalOutcome.RolledBack);

    private static RefusedException NothingUnfinished(string database) => new(
        $"There is no unfinished restore of database {Printable.Text(database)}. Nothing was touched.", "Name a backup to restore: stbackup restore.");

    private static RefusedException NothingToGoBackTo(RestoreJournal journal) => new(
        $"There is nothing to go back to: the restore of {journal.Backup.Name} was begun without a safety backup. Nothing was touched.",
        "Begin it again with stbackup restore --resume.");
}
