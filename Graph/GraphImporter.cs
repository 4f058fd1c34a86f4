using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph;

/// <summary>How an import goes about its work.</summary>
public sealed record ImportOptions
{
    /// <summary>Up to how many nodes and relationships together one transaction wipes and loads, so that nobody ever sees half. Default: 100,000.</summary>
    public long OneTransactionUpTo { get; init; } = 100_000;

    /// <summary>The most rows one statement creates. 1 or more; default 20,000.</summary>
    public int BatchRows { get; init; } = 20_000;

    /// <summary>The most bytes of rows one statement carries. Default: 16 MiB.</summary>
    public int BatchBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long to wait for indexes to come online. Default: 1 hour.</summary>
    public TimeSpan IndexTimeout { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>What an import did.</summary>
/// <param name="Nodes">Nodes created.</param>
/// <param name="Relationships">Relationships created.</param>
/// <param name="InOneTransaction">Whether the data was swapped in one transaction.</param>
public sealed record ImportResult(long Nodes, long Relationships, bool InOneTransaction);

/// <summary>Replaces everything in a database by what a backup holds.</summary>
public static class GraphImporter
{
    /// <summary>Whether the server can hold this backup; touches nothing.</summary>
    /// <exception cref="UnsupportedServerException">The server is older than 5.26.</exception>
    /// <exception cref="UnsupportedSchemaException">The server can't hold a constraint or index of the backup.</exception>
    public static void Preflight(DatabaseFacts server, GraphSchema? schema) => throw new NotImplementedException();

    /// <summary>
    /// 1. Drops constraints and indexes that the backup lacks or has otherwise. 2. Wipes. 3. Loads nodes, then relationships,
    /// comparing what was created with what was sent. 4. Creates constraints and indexes, and waits until each is online.
    /// Leaves no label, property or constraint of its own behind.
    /// </summary>
    /// <param name="connection">Used for nothing else meanwhile.</param>
    /// <param name="reader">A verified backup, at its beginning; owned by the caller.</param>
    /// <param name="verified">What verification found.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told now and then; may be null.</param>
    /// <param name="cancellationToken">Ends the import; a small graph is then as it was before.</param>
    public static Task<ImportResult> ImportAsync(
        BoltConnection connection,
        BackupReader reader,
        VerifiedBackup verified,
        ImportOptions options,
        IProgress<GraphProgress>? progress,
        CancellationToken cancellationToken) => throw new NotImplementedException();
}
