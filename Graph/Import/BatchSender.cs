using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>
/// Sends batches of rows. Each statement being a transaction of its own, one that was too much for the server goes again in
/// halves, and one that met a passing trouble goes again as it is. Inside a transaction the first refusal ends it all, and a
/// cancellation is heard only between two batches, so that the connection stays usable.
/// </summary>
/// <param name="session">A transaction, or a connection on which each statement is one.</param>
/// <param name="inOneTransaction">Whether it is a transaction.</param>
/// <param name="options">How.</param>
internal sealed class BatchSender(IBoltSession session, bool inOneTransaction, ImportOptions options)
{
    private delegate Task<long> Creation(ReadOnlyMemory<byte> parameters, int rows, CancellationToken cancellationToken);

    /// <summary>Creates nodes.</summary>
    /// <param name="batch">Rows of nodes.</param>
    /// <param name="newIds">Takes the new ids, in the order of the rows.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BoltProtocolException">The server sent more ids than it was sent rows.</exception>
    /// <exception cref="ImportMismatchException">It sent fewer.</exception>
    public Task CreateNodesAsync(RowBatch batch, List<long> newIds, CancellationToken cancellationToken) =>
        SendAsync(batch, 0, batch.Rows, (parameters, rows, token) => ReadIdsAsync(parameters, rows, newIds, token), cancellationToken);

    /// <summary>Creates relationships.</summary>
    /// <exception cref="ImportMismatchException">An end of one was not found.</exception>
    public Task CreateRelationshipsAsync(RowBatch batch, CancellationToken cancellationToken) =>
        SendAsync(batch, 0, batch.Rows, (parameters, _, token) => ReadCreatedAsync(parameters, token), cancellationToken);

    private async Task SendAsync(RowBatch batch, int first, int count, Creation create, CancellationToken cancellationToken)
    {
        if (inOneTransaction)
        {
            cancellationToken.ThrowIfCancellationRequested();
            options.DemandRight();
            await CreateAsync(batch, first, count, create, options.GiveUp);
            return;
        }

        var fits = await BatchTries.DoAsync(
            options.DemandRight, canBeSmaller: count > 1, () => CreateAsync(batch, first, count, create, cancellationToken), cancellationToken);
        if (fits) return;
        await SendAsync(batch, first, count / 2, create, cancellationToken);
        await SendAsync(batch, first + (count / 2), count - (count / 2), create, cancellationToken);
    }

    private static async Task CreateAsync(RowBatch batch, int first, int count, Creation create, CancellationToken cancellationToken)
    {
        var parameters = count == batch.Rows ? batch.Parameters() : batch.Parameters(first, count);
        var created = await create(parameters, count, cancellationToken);
        if (created != count) throw NotAllCreated(created, count);
    }

    private async Task<long> ReadIdsAsync(ReadOnlyMemory<byte> parameters, int rows, List<long> newIds, CancellationToken cancellationToken)
    {
        var before = newIds.Count;
        try
        {
            await using var cursor = await session.RunAsync(Statements.CreateNodes, parameters, cancellationToken);
            while (await cursor.ReadAsync(cancellationToken))
            {
                if (newIds.Count - before == rows) throw TooManyIds(rows);
                newIds.Add(Integer(cursor));
            }
        }
        catch (BoltServerException)
        {
            newIds.RemoveRange(before, newIds.Count - before);
            throw;
        }

        return newIds.Count - before;
    }

    private async Task<long> ReadCreatedAsync(ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        await using var cursor = await session.RunAsync(Statements.CreateRelationships, parameters, cancellationToken);
        var created = await cursor.ReadAsync(cancellationToken) ? Integer(cursor) : 0;
        await cursor.ConsumeAsync(cancellationToken);
        return created;
    }

    private static long Integer(BoltCursor cursor)
    {
        var record = cursor.OpenRecord();
        return record.ReadInteger();
    }

    private static BoltProtocolException TooManyIds(int rows) => new($"The server sent more ids than the {rows} nodes it was to create");

    private static ImportMismatchException NotAllCreated(long created, long sent) => new(
        $"The server created {created} of {sent} entities it was sent",
        "Something else changes the database: stop its other clients and restore again.");
}
