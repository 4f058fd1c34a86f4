using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph.Import;

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

    /// <summary>
    /// The most nodes or relationships one statement deletes, where old data does not go in one transaction. 1 or more; default 50,000:
    /// each statement passes over what those before it have deleted, so that many small ones cost more than a few large ones.
    /// </summary>
    public int WipeRows { get; init; } = 50_000;

    /// <summary>
    /// How long the server lets each transaction of ours run that changes data; null (the default) for its own limit. What takes longer
    /// goes again in halves. Shorter than the lease of the lock under which the import runs, nothing that was begun under it
    /// is committed after it is another's.
    /// </summary>
    public TimeSpan? TransactionTimeout { get; init; }

    /// <summary>
    /// Ends what a cancellation does not interrupt since that costs the connection: a swap in one transaction, and its undoing. For a server
    /// that would keep it waiting for ever. None by default.
    /// </summary>
    public CancellationToken GiveUp { get; init; }

    /// <summary>Called before each change: it throws when there is no right to change the database any more. Does nothing by default.</summary>
    public Action DemandRight { get; init; } = () => { };

    /// <summary>The schema that the database is to have after a backup that holds none; null (the default) for the one it has.</summary>
    public GraphSchema? SchemaToKeep { get; init; }

    /// <summary>What data is changed by: bounded in time, and marked, so that others can see when it is over.</summary>
    internal BoltTransactionOptions Transactions => OwnTransactions.Marked with { Timeout = TransactionTimeout };
}
