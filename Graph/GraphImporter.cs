using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph.Import;

namespace StreamingTracker.Backup.Graph;

/// <summary>What an import did.</summary>
/// <param name="Nodes">Nodes created.</param>
/// <param name="Relationships">Relationships created.</param>
/// <param name="InOneTransaction">Whether the data was swapped in one transaction.</param>
public sealed record ImportResult(long Nodes, long Relationships, bool InOneTransaction);

/// <summary>Replaces everything in a database by what a backup holds.</summary>
public static class GraphImporter
{
    /// <summary>Whether the server can hold this backup; touches nothing.</summary>
    /// <exception cref="UnsupportedServerException">The server is older than 5.26.</exception>
    /// <exception cref="UnsupportedSchemaException">The server can't hold a constraint or index of the backup.</exception>
    public static void Preflight(DatabaseFacts server, GraphSchema? schema)
    {
        if (!ServerVersions.CanRestore(server.ServerVersion))
        {
            throw new UnsupportedServerException(
                $"The server is Neo4j {server.ServerVersion}; a restore needs 5.26 or later, which creates labels and types by parameter",
                "Upgrade the server, or restore into a newer one.");
        }

        foreach (var schemaObject in (schema?.Constraints ?? []).Concat(schema?.Indexes ?? [])) SchemaStatements.RequireSupported(schemaObject);
    }

    /// <summary>Whether an import would swap the data in one transaction, so that nobody ever sees half; else it goes batch by batch.</summary>
    public static bool FitsOneTransaction(DatabaseFacts server, GraphCounts backup, ImportOptions options) =>
        server.Nodes + server.Relationships + backup.Nodes + backup.Relationships <= options.OneTransactionUpTo;

    /// <summary>
    /// 1. Drops constraints and indexes that the backup lacks or has otherwise. 2. Wipes. 3. Loads nodes, then relationships,
    /// comparing what was created with what was sent. 4. Creates constraints and indexes, and waits until each is online.
    /// Leaves no label, property or constraint of its own behind. A backup of a kind that holds no schema leaves the database's own.
    /// </summary>
    /// <remarks>
    /// Old and new graph together being small, 2 and 3 are one transaction: nobody ever sees half, and after a failure or a
    /// cancellation data and schema are as before. Constraints are then dropped before and created after, whatever they are.
    /// A large graph is wiped and loaded in batches, with its constraints created between 2 and 3, so that a fault shows early.
    /// </remarks>
    /// <param name="connection">Used for nothing else meanwhile.</param>
    /// <param name="reader">A verified backup, at its beginning; owned by the caller.</param>
    /// <param name="verified">What verification found.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told now and then; may be null.</param>
    /// <param name="cancellationToken">Ends the import; a small graph is then as it was before.</param>
    /// <exception cref="ImportMismatchException">What was created is not what was sent.</exception>
    /// <exception cref="SchemaNotRestoredException">The data is restored, but the server refused a constraint or index.</exception>
    /// <exception cref="ImportNotUndoneException">A failure of a small graph's import, after which the old schema could not be created again.</exception>
    /// <exception cref="BoltException">The server refused, or the connection was lost.</exception>
    public static async Task<ImportResult> ImportAsync(
        BoltConnection connection,
        BackupReader reader,
        VerifiedBackup verified,
        ImportOptions options,
        IProgress<GraphProgress>? progress,
        CancellationToken cancellationToken)
    {
        var current = await SchemaReader.ReadAsync(connection, cancellationToken);
        var server = await DatabaseInspector.InspectAsync(connection, cancellationToken);
        Preflight(server, verified.Schema);
        var import = new ImportRun(connection, reader, verified, current, options, progress);
        return FitsOneTransaction(server, verified.Counts, options)
            ? await import.SwapAsync(cancellationToken)
            : await import.ReplaceInBatchesAsync(cancellationToken);
    }
}
