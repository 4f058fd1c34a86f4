using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph.Import;

namespace StreamingTracker.Backup.Graph;

/// <summary>What an import did.</summary>
/// <param name="Nodes">Nodes created.</param>
/// <param name="Relationships">Relationships created.</param>
/// <param name="InOneTransaction">Whether the data was swapped in one transaction.</param>
public sealed record ImportResult(long Nodes, long Relationships, bool InOneTransaction)
{
    /// <summary>The database's bookmark when the import had ended; null when it was not taken.</summary>
    public string? Bookmark { get; init; }
}

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
    /// A large graph is wiped and loaded in batches, with its constraints created between 2 and 3, so that a fault shows early; so is
    /// a small one for which the server had not the memory or the time in one transaction.
    /// </remarks>
    /// <param name="connection">Used for nothing else meanwhile.</param>
    /// <param name="openReader">Opens a verified backup at its beginning, once or twice.</param>
    /// <param name="verified">What verification found.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told now and then; may be null.</param>
    /// <param name="cancellationToken">Ends the import; a small graph is then as it was before.</param>
    /// <exception cref="ImportFailedException">It did not end well: it says what the database holds, and why.</exception>
    /// <exception cref="BoltException">The server could not be asked what there is; nothing was changed.</exception>
    public static async Task<ImportResult> ImportAsync(
        BoltConnection connection,
        Func<BackupReader> openReader,
        VerifiedBackup verified,
        ImportOptions options,
        IProgress<GraphProgress>? progress,
        CancellationToken cancellationToken)
    {
        var server = await DatabaseInspector.InspectAsync(connection, cancellationToken);
        Preflight(server, verified.Schema);
        var current = await SchemaReader.ReadAsync(connection, cancellationToken);
        var wanted = verified.Schema ?? options.SchemaToKeep ?? current;
        if (FitsOneTransaction(server, verified.Counts, options))
        {
            try
            {
                await using var reader = openReader();
                var plan = SchemaPlan.Make(current, wanted, dropAllConstraints: true);
                return await new ImportRun(connection, reader, verified, plan, options, progress).SwapAsync(cancellationToken);
            }
            catch (ImportFailedException e) when (WasTooMuchForOneTransaction(e))
            {
                // All is as it was: the graph is large after all, for this server.
            }
        }

        // Constraints of the database itself may not fit data that came without a schema: those wait until the data is there.
        var constraintsFirst = verified.Schema is not null;
        await using (var reader = openReader())
        {
            var plan = SchemaPlan.Make(current, wanted, dropAllConstraints: !constraintsFirst);
            return await new ImportRun(connection, reader, verified, plan, options, progress).ReplaceInBatchesAsync(constraintsFirst, cancellationToken);
        }
    }

    /// <summary>Gives a database exactly this schema, whatever it has, and waits until every index is online.</summary>
    /// <exception cref="SchemaNotRestoredException">The server refused a constraint or index.</exception>
    /// <exception cref="BoltException">The connection was lost, or the server refused to drop one.</exception>
    public static async Task MakeSchemaAsync(
        BoltConnection connection, GraphSchema wanted, ImportOptions options, IProgress<GraphProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new GraphProgress("indexes", 0, 0));
        var plan = SchemaPlan.Make(await SchemaReader.ReadAsync(connection, cancellationToken), wanted, dropAllConstraints: false);
        var changer = new SchemaChanger(connection, options);
        await changer.DropAsync(plan.Drop, cancellationToken);
        await changer.CreateAsync(plan.Create, cancellationToken);
        await changer.RequireAllAsync(cancellationToken);
    }

    /// <summary>Waits until the transactions of all imports into a database have ended, those of clients that are gone among them.</summary>
    /// <param name="connection">Used for nothing else meanwhile.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="limit">How long at most.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="TransactionStillGoingException">One is still going on.</exception>
    public static Task WaitForOthersAsync(
        BoltConnection connection, string database, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken) =>
        OwnTransactions.WaitUntilEndedAsync(connection, database, limit, time, cancellationToken);

    private static bool WasTooMuchForOneTransaction(ImportFailedException e) =>
        e is { Ending: ImportEnding.AsBefore, InnerException: BoltServerException refusal } && ServerTrouble.WasTooMuch(refusal);
}
