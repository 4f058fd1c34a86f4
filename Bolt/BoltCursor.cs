using StreamingTracker.Backup.Bolt.Messages;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Bolt;

/// <summary>
/// The records of one statement, pulled in bounded batches: while the reader is slow, the server waits. Disposing it before
/// the end discards what is left.
/// </summary>
public sealed class BoltCursor : IAsyncDisposable
{
    // A batch may turn out empty; batch after batch that is, with more to come each time, would go on for ever.
    private const int MostEmptyBatches = 16;

    private readonly BoltChannel _channel;
    private readonly int _fetchSize;
    private ReadOnlyMemory<byte> _record;
    private int _emptyBatches;

    private BoltCursor(BoltChannel channel, int fetchSize, IReadOnlyList<string> fields)
    {
        _channel = channel;
        _fetchSize = fetchSize;
        Fields = fields;
    }

    /// <summary>The names of the fields of each record.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>The server's closing metadata (<c>bookmark</c>, <c>stats</c>, <c>type</c>…); null before the end.</summary>
    public IReadOnlyDictionary<string, object?>? Summary { get; private set; }

    /// <summary>Moves to the next record. Records that are here already come without waiting, whatever the token says.</summary>
    /// <returns>False after the last one; <see cref="Summary"/> is there from then on.</returns>
    /// <exception cref="BoltServerException">The statement failed on its way.</exception>
    /// <exception cref="InvalidOperationException">It failed or was disposed before.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _record = default;
        if (Summary is not null) return new(false);
        RequireOpen();
        var receiving = _channel.Exchange.ReceiveAsync(cancellationToken);
        if (!receiving.IsCompletedSuccessfully) return WaitAsync(receiving, cancellationToken);
        var message = receiving.Result;
        if (!Answers.IsRecord(message.Span)) return EndBatchAsync(message, cancellationToken);
        Take(message);
        return new(true);
    }

    /// <summary>
    /// Opens the current record in place: the reader stands before the first field's value. Valid until the next
    /// <see cref="ReadAsync"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no current record.</exception>
    /// <exception cref="BoltProtocolException">The record has not as many values as there are fields.</exception>
    public PackStreamReader OpenRecord()
    {
        if (_record.IsEmpty) throw new InvalidOperationException("There is no current record: ReadAsync must have returned true");
        var reader = new PackStreamReader(_record.Span);
        reader.ReadStructureHeader(out _);
        var values = reader.ReadListHeader();
        return values == Fields.Count ? reader : throw new BoltProtocolException($"A record has {values} values for {Fields.Count} fields");
    }

    /// <summary>Discards the records not yet read.</summary>
    /// <returns>The summary.</returns>
    /// <exception cref="BoltServerException">The statement failed on its way.</exception>
    public async Task<IReadOnlyDictionary<string, object?>> ConsumeAsync(CancellationToken cancellationToken)
    {
        _record = default;
        while (Summary is null)
        {
            RequireOpen();
            var message = await _channel.Exchange.ReceiveAsync(cancellationToken);
            if (Answers.IsRecord(message.Span)) _emptyBatches = -1;
            else if (!await EndsAsync(message, cancellationToken)) await DiscardAsync(cancellationToken);
        }

        return Summary;
    }

    /// <summary>
    /// Discards what is left, unless the connection is broken. What the server says about that is passed over: who has to know
    /// how the statement ended reads to the end or calls <see cref="ConsumeAsync"/>. A server that does not answer within
    /// 10 seconds loses the connection. May be called again.
    /// </summary>
    public ValueTask DisposeAsync() => IsOpen ? _channel.GiveUpAsync(ConsumeAsync) : ValueTask.CompletedTask;

    /// <summary>Sends a statement with the first PULL behind it, and waits until the server has accepted it.</summary>
    /// <param name="channel">Idle.</param>
    /// <param name="statement">Cypher.</param>
    /// <param name="parameters">A PackStream map; no bytes for no parameters.</param>
    /// <param name="extra">What the statement's own transaction is told; empty in an open one.</param>
    /// <param name="fetchSize">How many records one PULL asks for.</param>
    /// <param name="cancellationToken">Breaks the channel, once the statement is on its way.</param>
    internal static async ValueTask<BoltCursor> RunAsync(
        BoltChannel channel,
        string statement,
        ReadOnlyMemory<byte> parameters,
        Dictionary<string, object?> extra,
        int fetchSize,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        channel.RequireIdle();
        channel.Exchange.Requests.Run(statement, parameters.Span, extra);
        channel.Exchange.Requests.Pull(fetchSize);
        await channel.Exchange.SendAsync(answers: 2, cancellationToken, records: fetchSize);
        var accepted = await channel.SucceedAsync(cancellationToken);
        var fields = accepted.GetValueOrDefault("fields") as List<object?> ?? [];
        return channel.OpenCursor = new BoltCursor(channel, fetchSize, [.. fields.OfType<string>()]);
    }

    /// <summary>Closes the connection of a server that sends what can't be read: nothing more is waited for.</summary>
    internal void Break(BoltProtocolException cause) => _channel.Exchange.Break(cause);

    private bool IsOpen => _channel.OpenCursor == this;

    private void RequireOpen()
    {
        if (IsOpen) return;
        throw new InvalidOperationException("The cursor is closed: its statement failed, or it or its transaction was disposed");
    }

    private async ValueTask<bool> WaitAsync(ValueTask<ReadOnlyMemory<byte>> receiving, CancellationToken cancellationToken)
    {
        var message = await receiving;
        if (!Answers.IsRecord(message.Span)) return await EndBatchAsync(message, cancellationToken);
        Take(message);
        return true;
    }

    private void Take(ReadOnlyMemory<byte> record)
    {
        _record = record;
        _emptyBatches = -1;
    }

    private async ValueTask DiscardAsync(CancellationToken cancellationToken)
    {
        _channel.Exchange.Requests.Discard();
        await _channel.Exchange.SendAsync(answers: 1, cancellationToken);
    }

    // The batch is over: the statement too, or the next batch is asked for, which may turn out empty.
    private async ValueTask<bool> EndBatchAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        while (!Answers.IsRecord(message.Span))
        {
            if (await EndsAsync(message, cancellationToken)) return false;
            _channel.Exchange.Requests.Pull(_fetchSize);
            await _channel.Exchange.SendAsync(answers: 1, cancellationToken, records: _fetchSize);
            message = await _channel.Exchange.ReceiveAsync(cancellationToken);
        }

        Take(message);
        return true;
    }

    private async ValueTask<bool> EndsAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var metadata = await _channel.SucceedAsync(message, cancellationToken);
        if (metadata.GetValueOrDefault("has_more") is true)
        {
            return ++_emptyBatches < MostEmptyBatches ? false : throw Broken("The server says again and again that there are more records, and sends none");
        }

        Summary = metadata;
        _channel.OpenCursor = null;
        return true;
    }

    private BoltProtocolException Broken(string how)
    {
        var cause = new BoltProtocolException(how);
        Break(cause);
        return cause;
    }
}
