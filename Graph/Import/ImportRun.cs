using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>One import in one of its two ways (see <see cref="GraphImporter.ImportAsync"/> for the numbers).</summary>
internal sealed class ImportRun(
    BoltConnection connection,
    BackupReader reader,
    VerifiedBackup verified,
    SchemaPlan plan,
    ImportOptions options,
    IProgress<GraphProgress>? progress)
{
    private readonly SchemaChanger _schema = new(connection, options);
    private ImportEnding _ending = ImportEnding.AsBefore;

    /// <summary>
    /// Old data and new change places in one transaction. A cancellation is heard between two requests and never inside one,
    /// which would cost the connection and with it the way back.
    /// </summary>
    /// <exception cref="ImportFailedException">What the database holds then, and why.</exception>
    public async Task<ImportResult> SwapAsync(CancellationToken cancellationToken)
    {
        ImportResult result;
        try
        {
            // 1.
            Report("schema");
            await _schema.DropAsync(plan.Drop, options.GiveUp);
            result = await SwapDataAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            throw await UndoAsync(failure);
        }

        // 4. The data is there: from here on there is no way back, so nothing is interrupted.
        return await CompleteAsync(plan.Create, result, options.GiveUp);
    }

    /// <summary>The old data goes, then the new comes, in transactions of their own.</summary>
    /// <param name="constraintsFirst">Whether the constraints are made before the data comes, so that a fault shows early.</param>
    /// <param name="cancellationToken">Ends it, wherever it is.</param>
    /// <exception cref="ImportFailedException">What the database holds then, and why.</exception>
    public async Task<ImportResult> ReplaceInBatchesAsync(bool constraintsFirst, CancellationToken cancellationToken)
    {
        var early = plan.Create.Where(o => constraintsFirst && SchemaStatements.IsConstraint(o)).ToArray();
        ImportResult result;
        try
        {
            // 1.
            Report("schema");
            options.DemandRight();
            _ending = ImportEnding.Partial;
            await _schema.DropAsync(plan.Drop, cancellationToken);

            // 2.
            Report("wipe");
            var session = connection.With(options.Transactions);
            await new BatchWipe(session, options).DoAsync(cancellationToken);
            await _schema.CreateAsync(early, cancellationToken);

            // 3.
            result = await LoadAsync(session, inOneTransaction: false, cancellationToken);
        }
        catch (Exception failure)
        {
            throw new ImportFailedException(_ending, failure);
        }

        // 4.
        return await CompleteAsync(plan.Create.Except(early), result, cancellationToken);
    }

    private async Task<ImportResult> SwapDataAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginAsync(options.Transactions, options.GiveUp);

        // 2.
        Report("wipe");
        await transaction.ExecuteAsync(Statements.DeleteRelationships, null, options.GiveUp);
        await transaction.ExecuteAsync(Statements.DeleteNodes, null, options.GiveUp);

        // 3.
        var result = await LoadAsync(transaction, inOneTransaction: true, cancellationToken);
        options.DemandRight();
        try
        {
            _ending = ImportEnding.Unknown;
            await transaction.CommitAsync(options.GiveUp);
        }
        catch (BoltServerException e) when (ServerTrouble.WasRolledBack(e))
        {
            _ending = ImportEnding.AsBefore;
            throw;
        }

        return result;
    }

    private async Task<ImportResult> LoadAsync(IBoltSession session, bool inOneTransaction, CancellationToken cancellationToken)
    {
        var loader = new GraphLoader(new BatchSender(session, inOneTransaction, options), options, progress);
        await loader.LoadAsync(reader, cancellationToken);
        var (nodes, relationships) = (verified.Counts.Nodes, verified.Counts.Relationships);
        if (loader.Nodes == nodes && loader.Relationships == relationships) return new ImportResult(nodes, relationships, inOneTransaction);
        throw new ImportMismatchException(
            $"The backup was verified with {nodes} nodes and {relationships} relationships, but {loader.Nodes} and {loader.Relationships} were read from it now",
            "The file changed after it was verified: verify it again.");
    }

    private async Task<ImportResult> CompleteAsync(IEnumerable<SchemaObject> missing, ImportResult loaded, CancellationToken cancellationToken)
    {
        try
        {
            Report("indexes", loaded.Nodes, loaded.Relationships);
            await _schema.CreateAsync(missing, cancellationToken);
            await _schema.RequireAllAsync(cancellationToken);
            return loaded with { Bookmark = await Bookmarks.TakeAsync(connection, cancellationToken) };
        }
        catch (Exception failure)
        {
            throw new ImportFailedException(ImportEnding.Loaded, failure);
        }
    }

    // Data of which nobody knows whether it is the old or the new is given no schema.
    private async Task<ImportFailedException> UndoAsync(Exception failure)
    {
        if (_ending != ImportEnding.AsBefore) return new(_ending, failure);
        try
        {
            await _schema.UndoDropsAsync(options.GiveUp);
            return new(ImportEnding.AsBefore, failure);
        }
        catch (Exception undoFailure)
        {
            return new(ImportEnding.SchemaLacking, failure, undoFailure);
        }
    }

    private void Report(string phase, long nodes = 0, long relationships = 0) => progress?.Report(new GraphProgress(phase, nodes, relationships));
}
