using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.TestKit.Peers;

/// <summary>A server on a socket that means no good: it says a beginning, and then something that never ends, or nothing any more.</summary>
public sealed class HostilePeer : IAsyncDisposable
{
    private readonly SocketPeer _peer;
    private long _said;

    /// <param name="beginning">Said once.</param>
    /// <param name="forEver">Said again and again, as fast as it is taken; nothing for silence.</param>
    public HostilePeer(byte[] beginning, byte[]? forEver = null) => _peer = new SocketPeer(async (stream, cancellationToken) =>
    {
        var listening = stream.CopyToAsync(Stream.Null, cancellationToken);
        await stream.WriteAsync(beginning, cancellationToken);
        for (; forEver is not null; _said += forEver.Length) await stream.WriteAsync(forEver, cancellationToken);
        await listening;
    });

    /// <summary>Where it listens, for one connection.</summary>
    public BoltAddress Address => _peer.Address();

    /// <summary>How many bytes of what never ends were taken.</summary>
    public long Said => Interlocked.Read(ref _said);

    public ValueTask DisposeAsync() => _peer.DisposeAsync();
}
