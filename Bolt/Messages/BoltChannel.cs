namespace StreamingTracker.Backup.Bolt.Messages;

/// <summary>
/// What a connection, its transaction and its cursor share: the exchange of messages, who may use it now, and the RESET that
/// makes it usable again after the server's failures.
/// </summary>
internal sealed class BoltChannel(MessageExchange exchange, BoltAddress address, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(10);

    private BoltCursor? _openCursor;
    private bool _disposed;

    /// <summary>Where the server is.</summary>
    public BoltAddress Address => address;

    /// <summary>The messages.</summary>
    public MessageExchange Exchange => exchange;

    /// <summary>The cursor whose records have not been read to the end; none on a broken channel.</summary>
    public BoltCursor? OpenCursor
    {
        get => IsSound ? _openCursor : null;
        set => _openCursor = value;
    }

    /// <summary>How often it was reset: a transaction that began before the last one has been rolled back.</summary>
    public int Resets { get; private set; }

    /// <summary>The failure that the last reset followed; null if it followed none.</summary>
    public BoltServerException? LastFailure { get; private set; }

    /// <summary>Whether messages still go back and forth.</summary>
    public bool IsSound => exchange.Cause is null;

    /// <summary>Whether nothing is under way, so that a request may be sent.</summary>
    public bool IsIdle => IsSound && exchange.Due == 0 && OpenCursor is null;

    /// <summary>Checks that a request may be sent.</summary>
    /// <exception cref="InvalidOperationException">Something is under way, or was cancelled, or the connection is disposed.</exception>
    /// <exception cref="BoltUnreachableException">The connection was lost earlier.</exception>
    public void RequireIdle()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(BoltConnection));
        if (IsIdle) return;
        throw exchange.Cause switch
        {
            null => new InvalidOperationException("A statement is still under way: read its cursor to the end, or dispose it first"),
            BoltException e => new BoltUnreachableException($"The connection was lost earlier: {e.Message}", e),
            var e => new InvalidOperationException("The connection broke when a request was cancelled: open another", e),
        };
    }

    /// <summary>Receives the next message, which must be a success, and gives its metadata.</summary>
    /// <exception cref="BoltServerException">It is a failure; the channel has been reset.</exception>
    public async ValueTask<Dictionary<string, object?>> SucceedAsync(CancellationToken cancellationToken) =>
        await SucceedAsync(await exchange.ReceiveAsync(cancellationToken), cancellationToken);

    /// <summary>Takes a message that is no record: a success gives its metadata.</summary>
    /// <exception cref="BoltServerException">It is a failure; the channel has been reset.</exception>
    public async ValueTask<Dictionary<string, object?>> SucceedAsync(ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        BoltServerException failure;
        try
        {
            if (!Answers.IsFailure(answer.Span)) return Answers.Metadata(answer.Span);
            failure = Answers.Failure(answer.Span);
        }
        catch (BoltProtocolException e)
        {
            exchange.Break(e);
            throw;
        }

        await RecoverAsync(failure, cancellationToken);
        throw failure;
    }

    /// <summary>Ends whatever is under way: the server rolls back, and every answer that was due comes in.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        LastFailure = null;
        OpenCursor = null;
        Resets++;
        exchange.Requests.Reset();
        await exchange.SendAsync(answers: 1, cancellationToken);
        var last = ReadOnlyMemory<byte>.Empty;
        while (exchange.Due > 0) last = await exchange.ReceiveAsync(cancellationToken);
        try
        {
            Answers.Metadata(last.Span);
        }
        catch (BoltProtocolException e)
        {
            exchange.Break(e);
            throw;
        }
    }

    /// <summary>
    /// Does what disposing asks for: at most 10 seconds long, since nobody can cancel it, and without an outcome. The server ends
    /// by itself what it refuses to end, or what it loses the connection of; a broken channel says so when it is used next.
    /// </summary>
    public async ValueTask GiveUpAsync(Func<CancellationToken, Task> farewell)
    {
        using var limit = new CancellationTokenSource(LongestFarewell, time);
        try
        {
            await farewell(limit.Token);
        }
        catch (Exception e) when (e is BoltException or OperationCanceledException)
        {
        }
    }

    /// <summary>Says GOODBYE if nothing is under way, and closes. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        if (IsIdle) await GiveUpAsync(SayGoodbyeAsync);
        exchange.Dispose();
    }

    private async Task SayGoodbyeAsync(CancellationToken cancellationToken)
    {
        exchange.Requests.Goodbye();
        await exchange.SendAsync(answers: 0, cancellationToken);
    }

    // The failure is what the caller has to hear; a connection that breaks over the reset says so when it is used next.
    private async ValueTask RecoverAsync(BoltServerException failure, CancellationToken cancellationToken)
    {
        try
        {
            await ResetAsync(cancellationToken);
        }
        catch (Exception e) when (e is BoltException or OperationCanceledException)
        {
        }

        LastFailure = failure;
    }
}
