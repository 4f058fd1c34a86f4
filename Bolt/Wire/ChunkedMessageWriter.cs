using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace StreamingTracker.Backup.Bolt.Wire;

/// <summary>
/// Writes Bolt messages in chunks: write the message's PackStream here, then end it. Client and sandbox both write with it.
/// </summary>
/// <param name="output">Owned by the caller.</param>
public sealed class ChunkedMessageWriter(PipeWriter output) : IBufferWriter<byte>
{
    private readonly MessageBuffer _message = new();

    /// <inheritdoc/>
    public void Advance(int count) => _message.Advance(count);

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => _message.Reserve(Math.Max(sizeHint, 1));

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Ends the message, chunked; nothing is sent before <see cref="FlushAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">Nothing was written: an empty message would be a NOOP.</exception>
    public void EndMessage()
    {
        if (_message.Length == 0) throw new InvalidOperationException("A message needs at least one byte");
        for (var left = _message.Written.Span; left.Length > 0;)
        {
            var chunk = left[..Math.Min(left.Length, ushort.MaxValue)];
            Header(chunk.Length);
            output.Write(chunk);
            left = left[chunk.Length..];
        }

        Header(0);
        _message.Clear();
    }

    /// <summary>Sends the messages that have ended.</summary>
    /// <exception cref="BoltUnreachableException">The peer has stopped reading.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var result = await output.FlushAsync(cancellationToken);
        if (result.IsCanceled) throw new OperationCanceledException("The write was cancelled");
        if (result.IsCompleted) throw new BoltUnreachableException("The peer closed the connection");
    }

    private void Header(int size)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), (ushort)size);
        output.Advance(2);
    }
}
