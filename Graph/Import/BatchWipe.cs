using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>
/// Empties a database by many small transactions, each asked for by itself: one statement that went on by itself on the server would
/// go on after whoever sent it has lost the right to.
/// </summary>
internal sealed class BatchWipe(IBoltSession session, ImportOptions options)
{
    /// <summary>Deletes the relationships, then the nodes.</summary>
    public async Task DoAsync(CancellationToken cancellationToken)
    {
        await DeleteAsync(Statements.DeleteSomeRelationships, cancellationToken);
        await DeleteAsync(Statements.DeleteSomeNodes, cancellationToken);
    }

    private async Task DeleteAsync(string statement, CancellationToken cancellationToken)
    {
        var (rows, deleted) = ((long)options.WipeRows, 0L);
        while (true)
        {
            var most = new Dictionary<string, object?> { ["most"] = rows };
            var fits = await BatchTries.DoAsync(
                options.DemandRight,
                canBeSmaller: rows > 1,
                async () => deleted = (long)(await session.QueryAsync(statement, most, cancellationToken))[0]["deleted"]!,
                cancellationToken);
            if (!fits) rows /= 2;
            else if (deleted < rows) return;
        }
    }
}
