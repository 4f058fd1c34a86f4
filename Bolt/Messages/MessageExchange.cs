using System.IO.Pipelines;
using StreamingTracker.Backup.Bolt.Connecting;
using StreamingTracker.Backup.Bolt.Wire;

namespace StreamingTracker.Backup.Bolt.Messages;

/// <summary>
/// The messages that go back and forth once a version is agreed on, and how many answers are due. Whatever goes wrong here
/// breaks it for good and closes the connection, for then nobody knows what the next bytes mean.
/// </summary>
internal sealed class MessageExchange : IDisposable
{
    private const int BufferSize = 128 * 1024;

    // What a server says beside its records are a few lines.
    private const int LongestAnswer = 1024 * 1024;

    private readonly WatchedStream _stream;
    private readonly BoltAddress _address;
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly ChunkedMessageReader _reader;
    private readonly ChunkedMessageWriter _writer;
    private readonly int _maxMessageSize;
    private long _recordsDue;

    /// <param name="stream">Owned.</param>
    /// <param name="address">For messages.</param>
    /// <param name="maxMessageSize">Of a record, in bytes; other messages have a limit of their own below it.</param>
    public MessageExchange(WatchedStream stream, BoltAddress address, int maxMessageSize)
    {
        _stream = stream;
        _address = address;
        _input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true));
        _output = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: BufferSize, leaveOpen: true));
        _reader = new ChunkedMessageReader(_input, Math.Min(LongestAnswer, maxMessageSize));
        _maxMessageSize = maxMessageSize;
        _writer = new ChunkedMessageWriter(_output);
        Requests = new RequestWriter(_writer);
    }

    /// <summary>The requests, which <see cref="SendAsync"/> then sends.</summary>
    public RequestWriter Requests { get; }

    /// <summary>How many answers, records aside, are still to come.</summary>
    public int Due { get; private set; }

    /// <summary>What broke it; null while it is sound.</summary>
    public Exception? Cause { get; private set; }

    /// <summary>Lowers the limit on the server's silence.</summary>
    public void LimitSilence(TimeSpan limit) => _stream.Limit = limit < _stream.Limit ? limit : _stream.Limit;

    /// <summary>Sends the requests that were written.</summary>
    /// <param name="answers">How many answers, records aside, they bring about.</param>
    /// <param name="cancellationToken">Breaks the exchange.</param>
    /// <param name="records">How many records may come before the last of the answers; any beyond them break the exchange.</param>
    public async ValueTask SendAsync(int answers, CancellationToken cancellationToken, int records = 0)
    {
        try
        {
            Due += answers;
            _recordsDue += records;
            if (records > 0) _reader.MaxRecordSize = _maxMessageSize;
            await _writer.FlushAsync(cancellationToken);
        }
        catch (Exception e)
        {
            Break(e);
            throw;
        }
    }

    /// <summary>Receives the next message, whatever it is; it is valid until the one after it.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var message = _reader.ReadAsync(cancellationToken);
            return message.IsCompletedSuccessfully ? new(Count(message.Result)) : WaitAsync(message);
        }
        catch (Exception e)
        {
            Break(e);
            throw;
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Break(Exception cause)
    {
        if (Cause is not null) return;
        Cause = cause;
        _stream.Dispose();

        // Completed with a cause, a pipe's writer drops what it holds instead of sending it.
        _input.Complete(cause);
        _output.Complete(cause);
    }

    /// <inheritdoc/>
    public void Dispose() => Break(new ObjectDisposedException(nameof(BoltConnection)));

    private async ValueTask<ReadOnlyMemory<byte>> WaitAsync(ValueTask<ReadOnlyMemory<byte>> message)
    {
        try
        {
            return Count(await message);
        }
        catch (Exception e)
        {
            Break(e);
            throw;
        }
    }

    private ReadOnlyMemory<byte> Count(ReadOnlyMemory<byte> message)
    {
        if (message.IsEmpty) throw new BoltUnreachableException($"{_address} closed the connection while an answer was due");
        if (Answers.IsRecord(message.Span))
        {
            if (--_recordsDue < 0) throw new BoltProtocolException($"{_address} sent a record that was not asked for");
        }
        else if (--Due == 0) _recordsDue = 0;

        return message;
    }
}
