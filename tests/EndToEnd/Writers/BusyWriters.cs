using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.EndToEnd.Writers;

/// <summary>Clients that do one transaction after the other, as fast as the server takes them.</summary>
internal sealed class BusyWriters : IAsyncDisposable
{
    private const string EntityNotFound = "Neo.ClientError.Statement.EntityNotFound";

    private static readonly Dictionary<string, object?> NoParameters = [];

    private readonly CancellationTokenSource _stop = new();
    private readonly string _transaction;
    private readonly int _writers;
    private readonly SemaphoreSlim _turns;
    private readonly Task _writing;
    private long _done;

    /// <param name="connect">Gives each of them a connection of its own.</param>
    /// <param name="transaction">The statement that is one transaction.</param>
    /// <param name="writers">How many there are.</param>
    public BusyWriters(Func<Task<BoltConnection>> connect, string transaction, int writers)
    {
        (_transaction, _writers, _turns) = (transaction, writers, new(writers, writers));
        _writing = Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() => WriteAsync(connect))));
    }

    /// <summary>How many transactions were committed.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <summary>From this call on nobody begins another transaction, until <see cref="Resume"/>.</summary>
    /// <returns>Ends when those that were going have ended.</returns>
    public Task PauseAsync() => Task.WhenAll(Enumerable.Range(0, _writers).Select(_ => _turns.WaitAsync(_stop.Token)));

    /// <summary>Lets them go on; <see cref="PauseAsync"/> must have ended.</summary>
    public void Resume() => _turns.Release(_writers);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
        _turns.Dispose();
    }

    private async Task WriteAsync(Func<Task<BoltConnection>> connect)
    {
        await using var connection = await connect();
        while (!_stop.IsCancellationRequested)
        {
            await _turns.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested) return;
            try
            {
                await connection.ExecuteAsync(_transaction, NoParameters, CancellationToken.None);
                Interlocked.Increment(ref _done);
            }
            catch (BoltServerException e) when (e.IsTransient || e.Code == EntityNotFound)
            {
                // What a restore takes away from under a writer: nothing was committed, and the next one may go.
            }
            finally
            {
                _turns.Release();
            }
        }
    }
}
