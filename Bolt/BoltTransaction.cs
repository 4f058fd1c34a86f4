using StreamingTracker.Backup.Bolt.Messages;

namespace StreamingTracker.Backup.Bolt;

/// <summary>A transaction. Disposed without a commit, it is rolled back; a statement that fails in it ends it.</summary>
public sealed class BoltTransaction : IBoltSession, IAsyncDisposable
{
    private static readonly Dictionary<string, object?> NoExtra = [];

    private readonly BoltChannel _channel;
    private readonly int _fetchSize;
    private readonly int _resetsBefore;
    private bool _ended;

    internal BoltTransaction(BoltChannel channel, int fetchSize)
    {
        _channel = channel;
        _fetchSize = fetchSize;
        _resetsBefore = channel.Resets;
    }

    /// <summary>Whether it still waits for its commit or rollback.</summary>
    internal bool IsOpen => !_ended && _channel.IsSound && _channel.Resets == _resetsBefore;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The transaction is over, or another statement is under way.</exception>
    public ValueTask<BoltCursor> RunAsync(string statement, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken)
    {
        RequireOpen();
        return BoltCursor.RunAsync(_channel, statement, parameters, NoExtra, _fetchSize, cancellationToken);
    }

    /// <summary>Commits. If this is cancelled or the connection is lost meanwhile, nobody knows whether the server has committed.</summary>
    /// <returns>The bookmark: it names the last transaction in the database's log.</returns>
    /// <exception cref="BoltException">The server refused, or the connection was lost.</exception>
    /// <exception cref="InvalidOperationException">The transaction is over, or a statement is under way.</exception>
    public async Task<string> CommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireOpen();
        _ended = true;
        _channel.Exchange.Requests.Commit();
        await _channel.Exchange.SendAsync(answers: 1, cancellationToken);
        var committed = await _channel.SucceedAsync(cancellationToken);
        return committed.GetValueOrDefault("bookmark") as string
            ?? throw new BoltProtocolException($"{_channel.Address} committed without giving a bookmark");
    }

    /// <summary>
    /// Rolls back if nothing was committed. A server that does not answer within 10 seconds loses the connection, which rolls
    /// back as well. May be called again.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (!IsOpen) return;
        _ended = true;
        await _channel.GiveUpAsync(_channel.IsIdle ? RollbackAsync : _channel.ResetAsync);
    }

    private async Task RollbackAsync(CancellationToken cancellationToken)
    {
        _channel.Exchange.Requests.Rollback();
        await _channel.Exchange.SendAsync(answers: 1, cancellationToken);
        await _channel.SucceedAsync(cancellationToken);
    }

    private void RequireOpen()
    {
        if (_ended) throw new InvalidOperationException("The transaction has ended: begin another");
        if (_channel.IsSound && _channel.Resets != _resetsBefore)
        {
            var failure = _channel.LastFailure;
            throw new InvalidOperationException($"The transaction was ended by a failure: {failure?.Message}", failure);
        }

        _channel.RequireIdle();
    }
}
