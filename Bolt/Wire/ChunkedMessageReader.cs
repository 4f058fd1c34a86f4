using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace StreamingTracker.Backup.Bolt.Wire;

/// <summary>
/// Reads Bolt messages out of their chunks. A chunk is a length of two bytes and so much data; a chunk of no data ends the
/// message, and between messages it is a NOOP, which is passed over. Client and sandbox both read with it.
/// </summary>
/// <remarks>
/// One read of the pipe serves many messages. A message that lies whole in one piece of memory, as a single chunk, is given
/// out in place; any other is put together in a buffer that grows with the bytes that come, never with the length announced.
/// All bytes are taken from the pipe before it is waited for, so a giant message never fills it.
/// </remarks>
/// <param name="input">Owned by the caller; nobody else reads from it.</param>
/// <param name="maxMessageSize">
/// A longer message is a <see cref="BoltProtocolException"/>, before memory is given to it; see <see cref="MaxRecordSize"/>.
/// </param>
public sealed class ChunkedMessageReader(PipeReader input, int maxMessageSize)
{
    private const int HeaderSize = 2;
    private const int NoByte = -1;

    private readonly int _maxMessageSize = maxMessageSize;
    private readonly MessageBuffer _parts = new();
    private ReadOnlySequence<byte> _read;
    private SequencePosition _nextPiece;
    private ReadOnlyMemory<byte> _piece;
    private bool _holdsRead;
    private bool _partsGivenOut;
    private int _firstHeaderByte = NoByte;
    private int _leftOfChunk;

    /// <summary>The limit of a record, which may be far longer than any other message; that of the others by default.</summary>
    public int MaxRecordSize { get; set; } = maxMessageSize;

    /// <summary>Reads the next message: a PackStream structure whose tag is the message's kind.</summary>
    /// <param name="cancellationToken">Ends the wait for bytes; messages that are there already are given out regardless.</param>
    /// <returns>The message, valid until the next call; empty when the peer closed the connection between messages.</returns>
    /// <exception cref="BoltUnreachableException">The connection was cut inside a message.</exception>
    /// <exception cref="BoltProtocolException">The message is longer than allowed.</exception>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken) =>
        TryTakeMessage(out var message) ? new(message) : WaitForMessageAsync(cancellationToken);

    private async ValueTask<ReadOnlyMemory<byte>> WaitForMessageAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            if (result.IsCanceled) throw new OperationCanceledException("The read was cancelled");
            Hold(result.Buffer);
            if (TryTakeMessage(out var message)) return message;
            if (result.IsCompleted) return InsideMessage ? throw Cut() : default;
        }
    }

    private bool InsideMessage => _parts.Length > 0 || _leftOfChunk > 0 || _firstHeaderByte != NoByte;

    private bool TryTakeMessage(out ReadOnlyMemory<byte> message)
    {
        if (_partsGivenOut)
        {
            _parts.Clear();
            _partsGivenOut = false;
        }

        while (!_piece.IsEmpty || TryTakePiece())
        {
            if (InsideMessage ? TryCompleteParts(out message) : TryTakeWhole(out message) || TryCompleteParts(out message)) return true;
        }

        message = default;
        return false;
    }

    // A message of one chunk, whole in this piece of memory.
    private bool TryTakeWhole(out ReadOnlyMemory<byte> message)
    {
        message = default;
        var bytes = _piece.Span;
        if (bytes.Length < 2 * HeaderSize) return false;
        int size = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var end = HeaderSize + size;
        if (size == 0 || bytes.Length < end + HeaderSize || (bytes[end] | bytes[end + 1]) != 0) return false;
        message = _piece.Slice(HeaderSize, size);
        if (size > Limit(message.Span)) throw TooLong(size, Limit(message.Span));
        _piece = _piece[(end + HeaderSize)..];
        return true;
    }

    // One step: the rest of a chunk as far as it is there, or one byte of a header.
    private bool TryCompleteParts(out ReadOnlyMemory<byte> message)
    {
        message = default;
        if (_leftOfChunk > 0)
        {
            var taken = Math.Min(_leftOfChunk, _piece.Length);
            _parts.Append(_piece.Span[..taken]);
            _leftOfChunk -= taken;
            _piece = _piece[taken..];
            return false;
        }

        var next = _piece.Span[0];
        _piece = _piece[1..];
        if (_firstHeaderByte == NoByte)
        {
            _firstHeaderByte = next;
            return false;
        }

        _leftOfChunk = (_firstHeaderByte << 8) | next;
        _firstHeaderByte = NoByte;
        var limit = Limit(_parts.Written.Span);
        if (_leftOfChunk > limit - _parts.Length) throw TooLong((long)_parts.Length + _leftOfChunk, limit);
        if (_leftOfChunk > 0 || _parts.Length == 0) return false;
        _partsGivenOut = true;
        message = _parts.Written;
        return true;
    }

    private void Hold(ReadOnlySequence<byte> read)
    {
        _read = read;
        _nextPiece = read.Start;
        _holdsRead = true;
    }

    private bool TryTakePiece()
    {
        if (!_holdsRead) return false;
        while (_read.TryGet(ref _nextPiece, out _piece))
        {
            if (!_piece.IsEmpty) return true;
        }

        input.AdvanceTo(_read.End);
        _holdsRead = false;
        return false;
    }

    // A message's tag is its second byte: before that is there, either limit may be the one.
    private int Limit(ReadOnlySpan<byte> beginning) => beginning switch
    {
        [_, MessageTag.Record, ..] => MaxRecordSize,
        [_, _, ..] => _maxMessageSize,
        _ => Math.Max(_maxMessageSize, MaxRecordSize),
    };

    private static BoltProtocolException TooLong(long size, int limit) =>
        new($"A message has {size} bytes or more; at most {limit} are accepted");

    private static BoltUnreachableException Cut() => new("The connection was cut inside a message");
}
