using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>
/// The transactions by which imports change data, wherever they run. One may outlive its client: a server that is cut off goes on with
/// what it was told, a commit above all. Until it has ended, nobody can say what the database holds.
/// </summary>
internal static class OwnTransactions
{
    private const string Mark = "stbackup";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A transaction that is known by its mark.</summary>
    public static readonly BoltTransactionOptions Marked = new() { Metadata = new Dictionary<string, object?> { [Mark] = "import" } };

    /// <summary>Waits until none is left in the connection's database.</summary>
    /// <exception cref="TransactionStillGoingException">One is still going on at the end of the limit.</exception>
    public static async Task WaitUntilEndedAsync(
        BoltConnection connection, string database, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var began = time.GetTimestamp(); ;)
        {
            var transactions = await connection.QueryAsync(Statements.ShowTransactions, null, cancellationToken);
            if (!transactions.Any(transaction => IsOurs(transaction, database))) return;
            if (time.GetElapsedTime(began) > limit) throw new TransactionStillGoingException(database, limit);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static bool IsOurs(IReadOnlyDictionary<string, object?> transaction, string database) =>
        transaction["metaData"] is IReadOnlyDictionary<string, object?> metadata && metadata.ContainsKey(Mark)
        && string.Equals(transaction["database"] as string, database, StringComparison.OrdinalIgnoreCase);
}
