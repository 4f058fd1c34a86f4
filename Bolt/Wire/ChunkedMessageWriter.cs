using System.Buffers;
using System.IO.Pipelines;

namespace StreamingTracker.Backup.Bolt.Wire;

/// <summary>Writes Bolt messages in chunks: write the message's PackStream here, then end it. Client and sandbox both write with it.</summary>
/// <param name="output">Owned by the caller.</param>
public sealed class ChunkedMessageWriter(PipeWriter output) : IBufferWriter<byte>
{
    /// <inheritdoc/>
    public void Advance(int count) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => throw new NotImplementedException();

    /// <summary>Ends the message, chunked; nothing is sent before <see cref="FlushAsync"/>.</summary>
    public void EndMessage() => throw new NotImplementedException();

    /// <summary>Sends the messages that have ended.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        _ = output;
        throw new NotImplementedException();
    }
}
