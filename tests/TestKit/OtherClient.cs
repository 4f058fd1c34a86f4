using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.TestKit;

/// <summary>What somebody else does to a database meanwhile.</summary>
public static class OtherClient
{
    /// <summary>Creates a node without properties.</summary>
    public static Task CreateNodeAsync(BoltConnection connection, CancellationToken cancellationToken, string label = "Later")
    {
        var row = new Dictionary<string, object?> { ["l"] = new List<object?> { label }, ["p"] = new Dictionary<string, object?>() };
        return connection.ExecuteAsync(
            Statements.CreateNodes, new Dictionary<string, object?> { ["rows"] = new List<object?> { row } }, cancellationToken);
    }
}
