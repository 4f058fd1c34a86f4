using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph;

/// <summary>What a server and its database say of themselves.</summary>
/// <param name="Database">The database's name.</param>
/// <param name="DatabaseId">The database's own id.</param>
/// <param name="ServerVersion">Such as <c>5.26.30</c>.</param>
/// <param name="Edition">Such as <c>community</c>.</param>
/// <param name="Nodes">Nodes now, by the count store.</param>
/// <param name="Relationships">Relationships now, by the count store.</param>
public sealed record DatabaseFacts(string Database, string? DatabaseId, string ServerVersion, string Edition, long Nodes, long Relationships);

/// <summary>Asks a server what it is and how much it holds.</summary>
public static class DatabaseInspector
{
    /// <summary>Asks.</summary>
    /// <exception cref="UnsupportedServerException">The server is no Neo4j.</exception>
    public static async Task<DatabaseFacts> InspectAsync(IBoltSession session, CancellationToken cancellationToken)
    {
        var components = await session.QueryAsync(Statements.Components, null, cancellationToken);
        var kernel = components.FirstOrDefault(component => component.GetValueOrDefault("name") is "Neo4j Kernel") ??
            throw new UnsupportedServerException("The server does not call itself Neo4j", "Check the address: only Neo4j 5 and later can be backed up.");
        var database = (await session.QueryAsync(Statements.DatabaseInfo, null, cancellationToken)).First("its database");
        return new DatabaseFacts(
            database.Required<string>("name"),
            database.GetValueOrDefault("id") as string,
            kernel.Texts("versions") is [var version, ..] ? version : throw new BoltProtocolException("The server does not say its version"),
            kernel.Required<string>("edition"),
            await CountAsync(session, Statements.CountNodes, cancellationToken),
            await CountAsync(session, Statements.CountRelationships, cancellationToken));
    }

    private static async Task<long> CountAsync(IBoltSession session, string statement, CancellationToken cancellationToken) =>
        (await session.QueryAsync(statement, null, cancellationToken)).First("how much it holds").Required<long>("count");
}
