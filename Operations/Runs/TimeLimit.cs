namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>
/// The time that a part of a run may take. A server that is silent is given up by itself; one that sends signs of life, or a record now
/// and then, could keep a run, and with it the database's lock, for ever.
/// </summary>
internal sealed class TimeLimit : IDisposable
{
    private static readonly TimeSpan LongestGrace = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _longOver;
    private readonly string _key;
    private readonly TimeSpan _limit;

    /// <summary>Begins.</summary>
    /// <param name="key">The setting that says so, for the message.</param>
    /// <param name="limit">How long.</param>
    /// <param name="time">The clock.</param>
    public TimeLimit(string key, TimeSpan limit, TimeProvider time)
    {
        (_key, _limit) = (key, limit);
        var grace = limit / 10;
        _over = new(limit, time);
        _longOver = new(limit + (grace < LongestGrace ? grace : LongestGrace), time);
    }

    /// <summary>
    /// For what is not interrupted within a request, since that costs the connection: cancelled a tenth of the limit after it, at most 5
    /// minutes, when there was time enough for the server to answer and for us to undo.
    /// </summary>
    public CancellationToken LongOver => _longOver.Token;

    /// <summary>Does a part of a run once, within a limit of its own.</summary>
    public static async Task<T> KeepAsync<T>(
        string key, TimeSpan limit, TimeProvider time, Func<CancellationToken, Task<T>> part, CancellationToken cancellationToken)
    {
        using var own = new TimeLimit(key, limit, time);
        return await own.KeepAsync(part, cancellationToken);
    }

    /// <summary>Does a part of a run, and stops it when the time is over.</summary>
    /// <exception cref="RunTooLongException">It took too long.</exception>
    public async Task<T> KeepAsync<T>(Func<CancellationToken, Task<T>> part, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, cancellationToken);
        try
        {
            return await part(either.Token);
        }
        catch (OperationCanceledException e) when (_over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Explain(e);
        }
    }

    /// <summary>Why something was stopped: since the time is over, or else by whoever else stopped it.</summary>
    public Exception Explain(OperationCanceledException stopped) =>
        _over.IsCancellationRequested ? new RunTooLongException(_key, _limit, stopped) : stopped;

    public void Dispose()
    {
        _over.Dispose();
        _longOver.Dispose();
    }
}
