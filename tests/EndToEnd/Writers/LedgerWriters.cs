using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.EndToEnd.Writers;

/// <summary>Clients that do one transaction of the <see cref="Ledger"/> after the other, as fast as the server takes them.</summary>
internal sealed class LedgerWriters : IAsyncDisposable
{
    private static readonly Dictionary<string, object?> NoParameters = [];

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;
    private TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _done;

    public LedgerWriters(Func<Task<BoltConnection>> connect)
    {
        _gate.SetResult();
        _writing = Task.WhenAll(Enumerable.Range(0, Ledger.Writers).Select(_ => Task.Run(() => WriteAsync(connect))));
    }

    /// <summary>How many transactions were committed.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <summary>Lets nobody begin another transaction; those that are going go on.</summary>
    public void Pause() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Resume() => _gate.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Resume();
        await _writing;
        _stop.Dispose();
    }

    private async Task WriteAsync(Func<Task<BoltConnection>> connect)
    {
        await using var connection = await connect();
        while (!_stop.IsCancellationRequested)
        {
            await _gate.Task;
            await connection.ExecuteAsync(Ledger.Transaction, NoParameters, CancellationToken.None);
            Interlocked.Increment(ref _done);
        }
    }
}
