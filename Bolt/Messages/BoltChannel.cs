using System.IO.Pipelines;
using StreamingTracker.Backup.Bolt.Connecting;
using StreamingTracker.Backup.Bolt.Wire;

namespace StreamingTracker.Backup.Bolt.Messages;

/// <summary>
/// The exchange of messages with a server once a version is agreed on. It counts the answers that are due, resets after a
/// failure, and is broken for good by anything else that goes wrong: then what the next bytes mean is unknown.
/// </summary>
internal sealed class BoltChannel : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(10);

    private readonly WatchedStream _stream;
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly ChunkedMessageReader _reader;
    private readonly ChunkedMessageWriter _writer;
    private readonly TimeProvider _time;
    private int _due;
    private Exception? _broken;
    private bool _disposed;

    /// <param name="stream">Owned.</param>
    /// <param name="address">For messages.</param>
    /// <param name="options">The bound on a message, and the clock.</param>
    public BoltChannel(WatchedStream stream, BoltAddress address, BoltOptions options)
    {
        _stream = stream;
        _time = options.Time;
        Address = address;
        _input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true));
        _output = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: BufferSize, leaveOpen: true));
        _reader = new ChunkedMessageReader(_input, options.MaxMessageSize);
        _writer = new ChunkedMessageWriter(_output);
        Requests = new RequestWriter(_writer);
    }

    /// <summary>Where the server is.</summary>
    public BoltAddress Address { get; }

    /// <summary>The requests, which <see cref="SendAsync"/> then sends.</summary>
    public RequestWriter Requests { get; }

    /// <summary>The cursor whose records have not been read to the end.</summary>
    public BoltCursor? OpenCursor { get; set; }

    /// <summary>How often it was reset: a transaction that began before the last one has been rolled back.</summary>
    public int Resets { get; private set; }

    /// <summary>The failure that the last reset followed; null if it followed none.</summary>
    public BoltServerException? LastFailure { get; private set; }

    /// <summary>Whether messages still go back and forth.</summary>
    public bool IsSound => _broken is null && !_disposed;

    /// <summary>Whether nothing is under way, so that a request may be sent.</summary>
    public bool IsIdle => _due == 0 && OpenCursor is null;

    /// <summary>Lowers the limit on the server's silence.</summary>
    public void LimitSilence(TimeSpan limit) => _stream.Limit = limit < _stream.Limit ? limit : _stream.Limit;

    /// <summary>Checks that a request may be sent.</summary>
    /// <exception cref="InvalidOperationException">Something is under way, or was cancelled, or the connection is disposed.</exception>
    /// <exception cref="BoltUnreachableException">The connection was lost earlier.</exception>
    public void RequireIdle()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(BoltConnection));
        if (_broken is BoltException) throw new BoltUnreachableException($"The connection was lost earlier: {_broken.Message}", _broken);
        if (_broken is not null) throw new InvalidOperationException("The connection broke when a request was cancelled: open another", _broken);
        if (!IsIdle) throw new InvalidOperationException("A statement is still under way: read its cursor to the end, consume or dispose it first");
    }

    /// <summary>Sends the requests that were written.</summary>
    /// <param name="answers">How many answers, records aside, they bring about.</param>
    /// <param name="cancellationToken">Breaks the channel.</param>
    public async ValueTask SendAsync(int answers, CancellationToken cancellationToken)
    {
        try
        {
            _due += answers;
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

    /// <summary>Receives the next message, which must be a success, and gives its metadata.</summary>
    /// <exception cref="BoltServerException">It is a failure; the channel has been reset.</exception>
    public async ValueTask<Dictionary<string, object?>> SucceedAsync(CancellationToken cancellationToken) =>
        await SucceedAsync(await ReceiveAsync(cancellationToken), cancellationToken);

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
            Break(e);
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
        Requests.Reset();
        await SendAsync(answers: 1, cancellationToken);
        var last = ReadOnlyMemory<byte>.Empty;
        while (_due > 0) last = await ReceiveAsync(cancellationToken);
        try
        {
            Answers.Metadata(last.Span);
        }
        catch (BoltProtocolException e)
        {
            Break(e);
            throw;
        }
    }

    /// <summary>
    /// Does what disposing asks for: at most 10 seconds long, since nobody can cancel it, and without an outcome. The server ends
    /// by itself what it refuses to end, or what it loses the connection of; a broken channel says so when it is used next.
    /// </summary>
    public async ValueTask GiveUpAsync(Func<CancellationToken, Task> farewell)
    {
        using var limit = new CancellationTokenSource(LongestFarewell, _time);
        try
        {
            await farewell(limit.Token);
        }
        catch (Exception e) when (e is BoltException or OperationCanceledException)
        {
        }
    }

    /// <summary>Says GOODBYE if nothing is under way, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        var polite = IsSound && IsIdle;
        _disposed = true;
        if (polite) await GiveUpAsync(SayGoodbyeAsync);
        Close(new ObjectDisposedException(nameof(BoltConnection)));
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
            Break(e);
        }

        LastFailure = failure;
    }

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
        if (message.IsEmpty) throw new BoltUnreachableException($"{Address} closed the connection while an answer was due");
        if (!Answers.IsRecord(message.Span)) _due--;
        return message;
    }

    private async Task SayGoodbyeAsync(CancellationToken cancellationToken)
    {
        Requests.Goodbye();
        await SendAsync(answers: 0, cancellationToken);
    }

    private void Break(Exception cause)
    {
        if (_broken is not null) return;
        _broken = cause;
        OpenCursor = null;
        Close(cause);
    }

    // Completed with a cause, a pipe's writer drops what it holds instead of sending it.
    private void Close(Exception cause)
    {
        _stream.Dispose();
        _input.Complete(cause);
        _output.Complete(cause);
    }
}
