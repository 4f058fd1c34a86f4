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
    public static Task<DatabaseFacts> InspectAsync(IBoltSession session, CancellationToken cancellationToken) => throw new NotImplementedException();
}
