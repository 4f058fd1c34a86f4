using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>An export that counts: the first exact one, or the last.</summary>
internal sealed record RepeatedExport(GraphSchema Schema, GraphCounts Counts, string Digest, BackupConsistency Consistency, string Bookmark)
{
    private const int MostBrokenOff = 10;

    /// <summary>
    /// Exports until one is exact, as often and as long as the settings allow. One that the server breaks off, since something vanished
    /// while it was read, shows nothing that could be published: it is repeated as well, and counts for none of those that are allowed.
    /// </summary>
    /// <param name="connection">Used for nothing else meanwhile.</param>
    /// <param name="openOutput">Gives an empty stream for each attempt.</param>
    /// <param name="settings">How hard it tries.</param>
    /// <param name="time">The clock.</param>
    /// <param name="watch">Gives the progress of each attempt.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    /// <exception cref="InexactBackupException">None was exact, as was demanded.</exception>
    /// <exception cref="BoltServerException">Such as <c>Outdated</c>: the server broke off ten of them, or one when the time was over.</exception>
    public static async Task<RepeatedExport> RunAsync(
        BoltConnection connection,
        Func<Stream> openOutput,
        ConsistencySettings settings,
        TimeProvider time,
        Func<IProgress<GraphProgress>> watch,
        CancellationToken cancellationToken)
    {
        var (began, brokenOff) = (time.GetTimestamp(), 0);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var writer = new EntityLineWriter(openOutput());
                var result = await GraphExporter.ExportAsync(connection, writer, watch(), cancellationToken);
                if (result.Exact || (IsLast(attempt) && settings.Demand == ConsistencyDemand.Fuzzy))
                    return new(result.Schema, writer.Counts, writer.Digest, new(result.Exact, attempt, result.DroppedRelationships), result.Bookmark);
                if (IsLast(attempt)) throw new InexactBackupException(attempt);
            }
            catch (BoltServerException e) when (e.Code == ServerFailures.Outdated && brokenOff + 1 < MostBrokenOff && !IsTimeOver())
            {
                brokenOff++;
            }
        }

        bool IsLast(int attempt) => attempt - brokenOff >= settings.Attempts || IsTimeOver();

        bool IsTimeOver() => time.GetElapsedTime(began) >= settings.MaxDuration;
    }
}
