using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Graph.Export;

namespace StreamingTracker.Backup.Graph;

/// <summary>What an export saw.</summary>
/// <param name="Schema">The schema, read in the same transaction as the graph.</param>
/// <param name="Exact">True when the bookmarks before and after are equal, so that nothing was committed in between, and every node came once.</param>
/// <param name="DroppedRelationships">Relationships left out since an end of theirs was not among the nodes.</param>
/// <param name="Bookmark">The bookmark that the export began with: what it names is in the export.</param>
public sealed record ExportResult(GraphSchema Schema, bool Exact, long DroppedRelationships, string Bookmark);

/// <summary>How far an export or import is.</summary>
/// <param name="Phase">What is being done: <c>schema</c>, <c>wipe</c>, <c>nodes</c>, <c>relationships</c> or <c>indexes</c>.</param>
/// <param name="Nodes">Nodes done so far.</param>
/// <param name="Relationships">Relationships done so far.</param>
public readonly record struct GraphProgress(string Phase, long Nodes, long Relationships);

/// <summary>Reads a whole graph out of a server into a backup's lines.</summary>
public static class GraphExporter
{
    private const int FlushAt = 256 * 1024;
    private const int RecordsPerReport = 8192;

    private const IReadOnlyDictionary<string, object?>? NoParameters = null;

    private delegate void RecordWriter(PackStreamReader record);

    /// <summary>
    /// 1. Takes a bookmark. 2. Begins one read transaction with it, so that everything it names is applied. 3. Reads schema, nodes
    /// and relationships in it. 4. Takes a second bookmark: equal to the first, nothing was committed in between.
    /// </summary>
    /// <param name="connection">Best opened with <see cref="BoltVersion.V44"/> as its highest version: a third of the bytes.</param>
    /// <param name="writer">Empty; flushed at the end, and owned by the caller.</param>
    /// <param name="progress">Told when a phase begins, now and then within it, and at its end; may be null.</param>
    /// <param name="cancellationToken">Ends the export; the connection is of no use afterwards.</param>
    /// <exception cref="Archive.UnsupportedValueException">The graph holds a value that is no property of Neo4j 5.</exception>
    /// <exception cref="BoltServerException">Such as <c>Outdated</c>: an entity vanished while it was read; the whole export may be tried again.</exception>
    public static async Task<ExportResult> ExportAsync(
        BoltConnection connection, EntityLineWriter writer, IProgress<GraphProgress>? progress, CancellationToken cancellationToken)
    {
        // 1.
        var before = await Bookmarks.TakeAsync(connection, cancellationToken);

        // 2.
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Read with { Bookmarks = [before] }, cancellationToken);

        // 3.
        var transcoder = new RecordTranscoder(writer);
        Report("schema");
        var schema = await SchemaReader.ReadAsync(transaction, cancellationToken);
        await DrainAsync("nodes", Statements.ReadNodes, transcoder.WriteNode);
        await DrainAsync("relationships", Statements.ReadRelationships, transcoder.WriteRelationship);
        await transaction.CommitAsync(cancellationToken);

        // 4.
        var after = await Bookmarks.TakeAsync(connection, cancellationToken);
        var exact = before == after && transcoder is { RepeatedNodes: 0, DroppedRelationships: 0 };
        return new ExportResult(schema, exact, transcoder.DroppedRelationships, before);

        async Task DrainAsync(string phase, string statement, RecordWriter write)
        {
            Report(phase);
            await using var cursor = await transaction.RunAsync(statement, NoParameters, cancellationToken);
            for (var records = 1L; await cursor.ReadAsync(cancellationToken); records++)
            {
                write(cursor.OpenRecord());
                if (writer.Buffered >= FlushAt) await writer.FlushAsync(cancellationToken);
                if (records % RecordsPerReport == 0) Report(phase);
            }

            await writer.FlushAsync(cancellationToken);
            Report(phase);
        }

        void Report(string phase) => progress?.Report(new GraphProgress(phase, transcoder.Nodes, transcoder.Relationships));
    }
}
