namespace StreamingTracker.Backup.Sandbox.Store;

/// <summary>
/// Counts transactions as the database's log does: one is in the log first and applied to the store later, and a bookmark
/// names the last one in the log, applied or not.
/// </summary>
internal sealed class CommitLog(Guid databaseId, TimeProvider time)
{
    // As the real server's db.transaction.bookmark_ready_timeout; there, though, BEGIN succeeds after it, and the first
    // statement waits once more and fails.
    private static readonly TimeSpan BookmarkTimeout = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private long _last = 1;
    private long? _pending;
    private TaskCompletionSource _applied = NewSignal();

    /// <summary>The bookmark of the last transaction in the log.</summary>
    public string Bookmark
    {
        get
        {
            lock (_lock) return new Bookmark(databaseId, _last).ToString();
        }
    }

    /// <summary>Appends a transaction that is applied in the same moment.</summary>
    public void Append()
    {
        lock (_lock)
        {
            _last++;
            Signal();
        }
    }

    /// <summary>Appends a transaction that is not applied yet. There can be but one.</summary>
    /// <returns>Its bookmark.</returns>
    public string AppendPending()
    {
        lock (_lock)
        {
            _pending = ++_last;
            return new Bookmark(databaseId, _last).ToString();
        }
    }

    /// <summary>Says that the pending transaction is applied.</summary>
    public void Applied()
    {
        lock (_lock)
        {
            _pending = null;
            Signal();
        }
    }

    /// <summary>Waits until the transactions of these bookmarks are applied. Those of other databases are passed over.</summary>
    /// <exception cref="ServerFailureException">One is no bookmark, or names a transaction that didn't come within 30 seconds.</exception>
    public async Task WaitAsync(IEnumerable<string> bookmarks, CancellationToken cancellationToken)
    {
        var ours = bookmarks.Select(Store.Bookmark.Parse).Where(bookmark => bookmark.DatabaseId == databaseId);
        var wanted = ours.Select(bookmark => bookmark.Transaction).DefaultIfEmpty().Max();
        while (!IsApplied(wanted, out var signal))
        {
            try
            {
                await signal.WaitAsync(BookmarkTimeout, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                throw new ServerFailureException(
                    StatusCode.BookmarkTimeout,
                    $"Database 'neo4j' not up to the requested version: {wanted}. Latest database version is {_last}");
            }
        }
    }

    private bool IsApplied(long transaction, out Task signal)
    {
        lock (_lock)
        {
            signal = _applied.Task;
            return transaction <= (_pending - 1 ?? _last);
        }
    }

    private void Signal()
    {
        _applied.SetResult();
        _applied = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
