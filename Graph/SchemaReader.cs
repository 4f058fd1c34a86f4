using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph;

/// <summary>Reads a database's schema as structure.</summary>
public static class SchemaReader
{
    /// <summary>Reads it: constraints, and the indexes that no constraint owns.</summary>
    public static Task<GraphSchema> ReadAsync(IBoltSession session, CancellationToken cancellationToken) => throw new NotImplementedException();
}
