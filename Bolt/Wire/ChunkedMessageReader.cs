using System.IO.Pipelines;

namespace StreamingTracker.Backup.Bolt.Wire;

/// <summary>Reads Bolt messages out of their chunks. NOOPs between messages are passed over. Client and sandbox both read with it.</summary>
/// <param name="input">Owned by the caller.</param>
/// <param name="maxMessageSize">A longer message is a <see cref="BoltProtocolException"/>, before memory is given to it.</param>
public sealed class ChunkedMessageReader(PipeReader input, int maxMessageSize)
{
    /// <summary>Reads the next message: a PackStream structure whose tag is the message's kind.</summary>
    /// <returns>The message, valid until the next call; empty when the peer closed the connection between messages.</returns>
    /// <exception cref="BoltUnreachableException">The connection was cut inside a message.</exception>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        _ = (input, maxMessageSize);
        throw new NotImplementedException();
    }
}
