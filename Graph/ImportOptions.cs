namespace StreamingTracker.Backup.Graph;

/// <summary>How an import goes about its work.</summary>
public sealed record ImportOptions
{
    /// <summary>
    /// Up to how many nodes and relationships, those of the old graph and the new one together, one transaction wipes and loads,
    /// so that nobody ever sees half. Default: 100,000.
    /// </summary>
    public long OneTransactionUpTo { get; init; } = 100_000;

    /// <summary>
    /// The most rows one statement creates. 1 or more; default 5,000: with a heap of 1 GB, 20,000 cost a server nearly twice the
    /// time for each row, and fewer than 2,000 are no better.
    /// </summary>
    public int BatchRows { get; init; } = 5_000;

    /// <summary>About how many bytes of rows one statement carries at most: a batch ends with the row that passes it. Default: 4 MiB.</summary>
    public int BatchBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long to wait for indexes to come online. Default: 1 hour.</summary>
    public TimeSpan IndexTimeout { get; init; } = TimeSpan.FromHours(1);
}
