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
        await DeleteAllAsync(Statements.DeleteSomeRelationships, cancellationToken);
        await DeleteAllAsync(Statements.DeleteSomeNodes, cancellationToken);
    }

    private async Task DeleteAllAsync(string statement, CancellationToken cancellationToken)
    {
        var (most, deleted) = ((long)options.WipeRows, 0L);
        while (true)
        {
            var fits = await BatchTries.DoAsync(
                options.DemandRight,
                canBeSmaller: most > 1,
                async () => deleted = await DeleteAsync(statement, most, cancellationToken),
                cancellationToken);
            if (!fits) most /= 2;
            else if (deleted < most) return;
        }
    }

    private async Task<long> DeleteAsync(string statement, long most, CancellationToken cancellationToken)
    {
        var answer = await session.QueryAsync(statement, new Dictionary<string, object?> { ["most"] = most }, cancellationToken);
        var deleted = answer.First("what it deleted").Required<long>("deleted");
        if (deleted >= 0 && deleted <= most) return deleted;
        throw new BoltProtocolException($"The server says that it deleted {deleted} entities, of at most {most}");
    }
}
