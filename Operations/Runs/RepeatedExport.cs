using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>An export that counts: the first exact one, or the last.</summary>
internal sealed record RepeatedExport(GraphSchema Schema, GraphCounts Counts, string Digest, BackupConsistency Consistency)
{
    private const string Outdated = "Neo.TransientError.Transaction.Outdated";

    /// <summary>Exports until one is exact, and at most <paramref name="attempts"/> times.</summary>
    /// <param name="connection">Used for nothing else meanwhile.</param>
    /// <param name="openOutput">Gives an empty stream for each attempt.</param>
    /// <param name="attempts">1 or more.</param>
    /// <param name="watch">Gives the progress of each attempt.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    public static async Task<RepeatedExport> RunAsync(
        BoltConnection connection,
        Func<Stream> openOutput,
        int attempts,
        Func<IProgress<GraphProgress>> watch,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var isLast = attempt >= attempts;
            try
            {
                var writer = new EntityLineWriter(openOutput());
                var result = await GraphExporter.ExportAsync(connection, writer, watch(), cancellationToken);
                if (result.Exact || isLast)
                    return new(result.Schema, writer.Counts, writer.Digest, new(result.Exact, attempt, result.DroppedRelationships));
            }
            catch (BoltServerException e) when (e.Code == Outdated && !isLast)
            {
                // Something that was being read vanished meanwhile: the same as a state that is not exact.
            }
        }
    }
}
