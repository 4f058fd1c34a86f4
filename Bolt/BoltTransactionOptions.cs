namespace StreamingTracker.Backup.Bolt;

/// <summary>What a transaction is told at its beginning.</summary>
public sealed record BoltTransactionOptions
{
    /// <summary>A transaction that may write, with nothing to wait for.</summary>
    public static readonly BoltTransactionOptions Write = new();

    /// <summary>A transaction that only reads.</summary>
    public static readonly BoltTransactionOptions Read = new() { ReadOnly = true };

    /// <summary>Whether the transaction only reads.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The server begins only once these are applied to its store.</summary>
    public IReadOnlyList<string> Bookmarks { get; init; } = [];

    /// <summary>How long the server lets it run, a millisecond or more; null for the server's own limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What the server shows of it where it lists transactions; nothing by default.</summary>
    public IReadOnlyDictionary<string, object?>? Metadata { get; init; }

    /// <summary>The options as BEGIN, and RUN outside a transaction, carry them.</summary>
    internal Dictionary<string, object?> ToExtra(string? database)
    {
        var extra = new Dictionary<string, object?>();
        if (database is not null) extra["db"] = database;
        if (ReadOnly) extra["mode"] = "r";
        if (Bookmarks.Count > 0) extra["bookmarks"] = Bookmarks.ToList();
        if (Timeout is { } timeout)
        {
            // Zero would mean no limit at all.
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.FromMilliseconds(1), nameof(Timeout));
            extra["tx_timeout"] = (long)timeout.TotalMilliseconds;
        }

        if (Metadata is not null) extra["tx_metadata"] = Metadata;
        return extra;
    }
}
