using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph;

/// <summary>What an export saw.</summary>
/// <param name="Schema">The schema, read in the same transaction as the graph.</param>
/// <param name="Exact">True when the bookmarks before and after are equal: nothing was committed in between.</param>
/// <param name="DroppedRelationships">Relationships left out since an end of theirs was not among the nodes.</param>
public sealed record ExportResult(GraphSchema Schema, bool Exact, long DroppedRelationships);

/// <summary>How far an export or import is.</summary>
public readonly record struct GraphProgress(string Phase, long Nodes, long Relationships);

/// <summary>Reads a whole graph out of a server into a backup's lines.</summary>
public static class GraphExporter
{
    /// <summary>
    /// 1. Takes a bookmark. 2. Begins one read transaction with it, so that everything it names is applied. 3. Reads schema, nodes
    /// and relationships in it. 4. Takes a second bookmark: equal to the first, nothing was committed in between.
    /// </summary>
    /// <param name="connection">Best opened with <see cref="BoltVersion.V44"/> as its highest version: a third of the bytes.</param>
    /// <param name="writer">Empty; flushed at the end, and owned by the caller.</param>
    /// <param name="progress">Told now and then; may be null.</param>
    /// <param name="cancellationToken">Ends the export; the connection is of no use afterwards.</param>
    /// <exception cref="Archive.UnsupportedValueException">The graph holds a value that is no property of Neo4j 5.</exception>
    public static Task<ExportResult> ExportAsync(
        BoltConnection connection, EntityLineWriter writer, IProgress<GraphProgress>? progress, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
