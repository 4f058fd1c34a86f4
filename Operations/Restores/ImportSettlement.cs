using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations.Restores;

/// <summary>
/// Finds out, on a new connection, what a database holds after an import that lost its own, and mends what can be mended:
/// 1. waits until no transaction of an import is going on, for a commit may go on without its client;
/// 2. where it is not known which graph is there, reads it: the new one or the old one, by their digests;
/// 3. gives the graph that is there the schema that belongs to it.
/// </summary>
internal sealed class ImportSettlement(
    OperationSettings settings, TimeProvider time, Run run, RestorePlan plan, RestoreJournal journal, ImportOptions options)
{
    private const string DigestOfNothing = "00000000000000000000000000000000";

    private readonly BackupArchive _archive = new(settings.Archive, time);

    /// <summary>Settles it, as far as that can be done.</summary>
    /// <returns>What was loaded, if the new graph is there with all its schema.</returns>
    /// <exception cref="ImportFailedException">It is not; with what the database holds now, and the failure's own cause.</exception>
    public async Task<ImportResult> SettleAsync(ImportFailedException failure, CancellationToken cancellationToken)
    {
        var ending = failure.Ending;
        if (!IsWorthwhile(failure)) throw failure;
        try
        {
            await using var connection = await TransientFaults.RetryAsync(settings.Retry, run, time, ConnectAsync, cancellationToken);

            // 1.
            await GraphImporter.WaitForOthersAsync(connection, plan.Database.Database, settings.Lock.Lease, time, cancellationToken);

            // 2.
            if (ending == ImportEnding.Unknown) ending = await LookAsync(connection, cancellationToken);
            if (ending == ImportEnding.Unknown) throw failure;

            // 3.
            var schema = ending == ImportEnding.Loaded ? plan.Verified.Schema ?? journal.Schema : journal.Schema;
            await GraphImporter.MakeSchemaAsync(connection, schema, options, run.Graph("import", 0, 0), cancellationToken);
            if (ending == ImportEnding.Loaded)
                return new(plan.Verified.Counts.Nodes, plan.Verified.Counts.Relationships, plan.InOneTransaction);
            ending = ImportEnding.AsBefore;
        }
        catch (Exception e) when (e is BoltException or GraphException or ArchiveException or OperationCanceledException)
        {
            // What ended the import is what has to be told; the journal stays open and says the rest.
        }

        throw new ImportFailedException(ending, failure.InnerException!);
    }

    // A schema that the server refused for good is refused again, and a part of a graph is not made whole by looking.
    private static bool IsWorthwhile(ImportFailedException failure) =>
        failure.Ending is ImportEnding.SchemaLacking or ImportEnding.Unknown
        || (failure.Ending == ImportEnding.Loaded && failure.InnerException is BoltException or SchemaNotRestoredException { MayPass: true });

    private Task<BoltConnection> ConnectAsync(CancellationToken cancellationToken) =>
        DatabaseConnector.ConnectAsync(settings, BoltVersion.V44, time, cancellationToken);

    private async Task<ImportEnding> LookAsync(BoltConnection connection, CancellationToken cancellationToken)
    {
        var found = await RepeatedExport.RunAsync(
            connection,
            () => Stream.Null,
            settings.Consistency with { Demand = ConsistencyDemand.Fuzzy },
            time,
            () => run.Graph("prove", 0, 0),
            cancellationToken);
        return found.Digest == plan.Verified.Digest ? ImportEnding.Loaded
            : found.Digest == OldDigest() ? ImportEnding.SchemaLacking
            : ImportEnding.Unknown;
    }

    private string? OldDigest() =>
        journal.DatabaseWasEmpty ? DigestOfNothing
        : journal.SafetyBackup is { } safety ? _archive.Find(safety.Name).Manifest?.Digest
        : null;
}
