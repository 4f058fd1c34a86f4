using System.Net;
using System.Net.Sockets;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.TestKit.Peers;

/// <summary>A peer on a socket of its own that handles one connection.</summary>
public sealed class SocketPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _handling;

    public SocketPeer(Func<Stream, CancellationToken, Task> handle)
    {
        _listener.Start();
        _handling = HandleAsync(handle);
    }

    public BoltAddress Address(BoltEncryption encryption = BoltEncryption.None) =>
        new("localhost", ((IPEndPoint)_listener.LocalEndpoint).Port, encryption);

    /// <summary>A peer that sends some bytes and then only listens.</summary>
    public static SocketPeer Saying(ReadOnlyMemory<byte> bytes) => new(async (stream, cancellationToken) =>
    {
        await stream.WriteAsync(bytes, cancellationToken);
        await stream.CopyToAsync(Stream.Null, cancellationToken);
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _handling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task HandleAsync(Func<Stream, CancellationToken, Task> handle)
    {
        using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
        await handle(client.GetStream(), _stop.Token);
    }
}
