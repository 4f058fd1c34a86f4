using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.TestKit;

/// <summary>What a database or a backup holds: equal for equal graphs with the same constraints and indexes.</summary>
/// <param name="Digest">The graph's digest.</param>
/// <param name="Schema">Its constraints and indexes, in words.</param>
public sealed record HeldGraph(string Digest, string Schema)
{
    /// <summary>Reads all that a connection's database holds.</summary>
    public static async Task<HeldGraph> ReadAsync(BoltConnection connection, CancellationToken cancellationToken)
    {
        var writer = new EntityLineWriter(Stream.Null);
        var export = await GraphExporter.ExportAsync(connection, writer, null, cancellationToken);
        return Of(writer.Digest, export.Schema);
    }

    /// <summary>What a graph with this digest and schema is.</summary>
    public static HeldGraph Of(string digest, GraphSchema schema)
    {
        var objects = schema.Constraints.Concat(schema.Indexes).Select(o => $"{o.Kind} {o.Name} {string.Join(',', o.Properties)}");
        return new(digest, string.Join("; ", objects.Order(StringComparer.Ordinal)));
    }
}
