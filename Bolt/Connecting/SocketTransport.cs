using System.Net.Sockets;

namespace StreamingTracker.Backup.Bolt.Connecting;

/// <summary>Opens the way to a server: TCP, and TLS over it where the address asks for it.</summary>
internal static class SocketTransport
{
    // Load balancers drop a connection after some 240 to 350 seconds without a byte.
    private const int KeepAliveAfterSeconds = 60;
    private const int KeepAliveEverySeconds = 15;

    /// <exception cref="BoltUnreachableException">Nobody answers there, or TLS could not be agreed on.</exception>
    public static async Task<Stream> ConnectAsync(BoltAddress address, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveAfterSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveEverySeconds);
            await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
            Stream plain = new NetworkStream(socket, ownsSocket: true);
            return address.Encryption == BoltEncryption.None ? plain : await Tls.AgreeAsync(plain, address, cancellationToken);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new BoltUnreachableException(Explain(address, e), e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Explain(BoltAddress address, SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => $"Nothing listens at {address}: is Neo4j running there, with its Bolt connector on this port?",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"The host name of {address} is not known: {e.Message}",
        _ => $"{address} can't be reached: {e.Message}",
    };
}
