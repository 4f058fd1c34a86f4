using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>One import, in either of its two ways (see <see cref="GraphImporter.ImportAsync"/> for the numbers).</summary>
internal sealed class ImportRun(
    BoltConnection connection,
    BackupReader reader,
    VerifiedBackup verified,
    GraphSchema current,
    ImportOptions options,
    IProgress<GraphProgress>? progress)
{
    private readonly SchemaChanger _schema = new(connection, options.IndexTimeout);

    private GraphSchema Wanted => verified.Schema ?? current;

    /// <summary>
    /// Old data and new change places in one transaction. A cancellation is heard between two requests and never inside one,
    /// which would cost the connection and with it the way back.
    /// </summary>
    public async Task<ImportResult> SwapAsync(CancellationToken cancellationToken)
    {
        var plan = SchemaPlan.Make(current, Wanted, dropAllConstraints: true);
        ImportResult result;
        try
        {
            // 1.
            Report("schema");
            await _schema.DropAsync(plan.Drop, CancellationToken.None);
            result = await SwapDataAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            await UndoDropsAsync(failure);
            throw;
        }

        // 4. The data is there: from here on there is no way back, so nothing is interrupted.
        await CompleteSchemaAsync(plan.Create, result, CancellationToken.None);
        return result;
    }

    /// <summary>The old data goes, then the new comes, in transactions of their own.</summary>
    public async Task<ImportResult> ReplaceInBatchesAsync(CancellationToken cancellationToken)
    {
        // Constraints of the database itself may not fit data that came without a schema: those wait until the data is there.
        var constraintsFirst = verified.Schema is not null;
        var plan = SchemaPlan.Make(current, Wanted, dropAllConstraints: !constraintsFirst);

        // 1.
        Report("schema");
        await _schema.DropAsync(plan.Drop, cancellationToken);

        // 2.
        Report("wipe");
        await connection.ExecuteAsync(Statements.DeleteRelationshipsInBatches, null, cancellationToken);
        await connection.ExecuteAsync(Statements.DeleteNodesInBatches, null, cancellationToken);
        var early = plan.Create.Where(o => constraintsFirst && SchemaStatements.IsConstraint(o)).ToArray();
        await _schema.CreateAsync(early, cancellationToken);

        // 3.
        var result = await LoadAsync(connection, inOneTransaction: false, cancellationToken);

        // 4.
        await CompleteSchemaAsync(plan.Create.Except(early), result, cancellationToken);
        return result;
    }

    private async Task<ImportResult> SwapDataAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, CancellationToken.None);

        // 2.
        Report("wipe");
        await transaction.ExecuteAsync(Statements.DeleteRelationships, null, CancellationToken.None);
        await transaction.ExecuteAsync(Statements.DeleteNodes, null, CancellationToken.None);

        // 3.
        var result = await LoadAsync(transaction, inOneTransaction: true, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    private async Task<ImportResult> LoadAsync(IBoltSession session, bool inOneTransaction, CancellationToken cancellationToken)
    {
        var loader = new GraphLoader(new BatchSender(session, inOneTransaction), options, progress);
        await loader.LoadAsync(reader, cancellationToken);
        var (nodes, relationships) = (verified.Counts.Nodes, verified.Counts.Relationships);
        if (loader.Nodes == nodes && loader.Relationships == relationships) return new ImportResult(nodes, relationships, inOneTransaction);
        throw new ImportMismatchException(
            $"The backup was verified with {nodes} nodes and {relationships} relationships, but {loader.Nodes} and {loader.Relationships} were read from it now",
            "The file changed after it was verified: verify it again.");
    }

    private async Task CompleteSchemaAsync(IEnumerable<SchemaObject> objects, ImportResult loaded, CancellationToken cancellationToken)
    {
        Report("indexes", loaded.Nodes, loaded.Relationships);
        await _schema.CreateAsync(objects, cancellationToken);
        await _schema.RequireAllAsync(cancellationToken);
    }

    private async Task UndoDropsAsync(Exception failure)
    {
        try
        {
            await _schema.UndoDropsAsync(CancellationToken.None);
        }
        catch (Exception undoFailure)
        {
            throw new ImportNotUndoneException(failure, undoFailure);
        }
    }

    private void Report(string phase, long nodes = 0, long relationships = 0) => progress?.Report(new GraphProgress(phase, nodes, relationships));
}
