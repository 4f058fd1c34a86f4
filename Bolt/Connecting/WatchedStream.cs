using System.Globalization;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace StreamingTracker.Backup.Bolt.Connecting;

/// <summary>
/// A connection's bytes under watch: a read or write that waits longer than the limit closes the connection, and whatever
/// breaks it is a <see cref="BoltUnreachableException"/> that names the address. Reads and writes take turns.
/// </summary>
internal sealed class WatchedStream : Stream
{
    private readonly Stream _inner;
    private readonly BoltAddress _address;
    private readonly ITimer _timer;
    private volatile bool _expired;

    /// <param name="inner">Owned; disposing it ends a read or write that waits.</param>
    /// <param name="address">For messages.</param>
    /// <param name="limit">See <see cref="Limit"/>.</param>
    /// <param name="time">The clock.</param>
    public WatchedStream(Stream inner, BoltAddress address, TimeSpan limit, TimeProvider time)
    {
        _inner = inner;
        _address = address;
        Limit = limit;
        _timer = time.CreateTimer(Expire, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How long one read or write may wait.</summary>
    public TimeSpan Limit { get; set; }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<int> read;
        try
        {
            read = _inner.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw Lost(e);
        }

        return read.IsCompletedSuccessfully ? read : WaitAsync(read);
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Watch();
        try
        {
            await _inner.WriteAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw Lost(e);
        }
        finally
        {
            Unwatch();
        }
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> read)
    {
        Watch();
        try
        {
            return await read;
        }
        catch (Exception e) when (IsLoss(e))
        {
            throw Lost(e);
        }
        finally
        {
            Unwatch();
        }
    }

    private void Watch() => _timer.Change(Limit, Timeout.InfiniteTimeSpan);

    private void Unwatch() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private void Expire(object? state)
    {
        _expired = true;
        _inner.Dispose();
    }

    private static bool IsLoss(Exception e) => e is IOException or SocketException or ObjectDisposedException;

    private BoltUnreachableException Lost(Exception cause)
    {
        var seconds = Limit.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return _expired
            ? new BoltUnreachableException($"{_address} was silent for {seconds} seconds while an answer was due", cause)
            : new BoltUnreachableException($"The connection to {_address} was lost: {cause.Message}", cause);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _timer.Dispose();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
