using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>
/// The transactions by which imports change data, wherever they run. One may outlive its client: a server that is cut off goes on with
/// what it was told, a commit above all. Until it has ended, nobody can say what the database holds. Where the client stands still and
/// is not gone, the server ends it when its time is over, and lists it as terminated for as long as that client holds its connection.
/// </summary>
internal static class OwnTransactions
{
    private const string Mark = "stbackup";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A transaction that is known by its mark.</summary>
    public static readonly BoltTransactionOptions Marked = new() { Metadata = new Dictionary<string, object?> { [Mark] = "import" } };

    /// <summary>
    /// Waits until none is left in the connection's database, or at the end of the limit none but terminated ones: these are not
    /// committed any more, and one that was being committed as its time was over is done by then.
    /// </summary>
    /// <exception cref="TransactionStillGoingException">One is still going on at the end of the limit.</exception>
    public static async Task WaitUntilEndedAsync(
        BoltConnection connection, string database, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var began = time.GetTimestamp(); ;)
        {
            var transactions = await connection.QueryAsync(Statements.ShowTransactions, null, cancellationToken);
            var ours = transactions.Where(transaction => IsOurs(transaction, database)).ToArray();
            if (ours.Length == 0) return;
            if (time.GetElapsedTime(began) > limit)
            {
                if (ours.All(IsTerminated)) return;
                throw new TransactionStillGoingException(database, limit);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static bool IsTerminated(IReadOnlyDictionary<string, object?> transaction) =>
        transaction.Field("status") is string status && status.StartsWith("Terminated", StringComparison.Ordinal);

    private static bool IsOurs(IReadOnlyDictionary<string, object?> transaction, string database) =>
        transaction.Field("metaData") is IReadOnlyDictionary<string, object?> metadata && metadata.ContainsKey(Mark)
        && string.Equals(transaction.Field("database") as string, database, StringComparison.OrdinalIgnoreCase);
}
