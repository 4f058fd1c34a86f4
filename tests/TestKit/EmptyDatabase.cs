using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.TestKit;

/// <summary>Brings a database back to what it was when it was new.</summary>
public static class EmptyDatabase
{
    /// <summary>Removes constraints, indexes and data, and makes the two lookup indexes of a new database.</summary>
    public static async Task MakeAsync(IBoltSession session, CancellationToken cancellationToken)
    {
        await DropAllAsync(session, "CONSTRAINT", "SHOW CONSTRAINTS YIELD name", cancellationToken);
        await DropAllAsync(session, "INDEX", "SHOW INDEXES YIELD name, owningConstraint WHERE owningConstraint IS NULL", cancellationToken);
        await session.ExecuteAsync("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS", null, cancellationToken);
        await session.ExecuteAsync("CREATE LOOKUP INDEX index_343aff4e FOR (n) ON EACH labels(n)", null, cancellationToken);
        await session.ExecuteAsync("CREATE LOOKUP INDEX index_f7700477 FOR ()-[r]-() ON EACH type(r)", null, cancellationToken);
    }

    private static async Task DropAllAsync(IBoltSession session, string kind, string show, CancellationToken cancellationToken)
    {
        foreach (var record in await session.QueryAsync(show, null, cancellationToken))
        {
            var name = new Dictionary<string, object?> { ["name"] = record["name"] };
            await session.ExecuteAsync($"DROP {kind} $name", name, cancellationToken);
        }
    }
}
