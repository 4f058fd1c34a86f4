using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Operations.Tests.Restores;

/// <summary>A way to a server on which every connection can be cut, so that the server goes on with what it was told.</summary>
internal sealed class ConnectionCutter : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly BoltAddress _server;
    private readonly List<Socket> _open = [];
    private readonly StringBuilder _sent = new();

    public ConnectionCutter(BoltAddress server)
    {
        _server = server;
        _listener.Start();
        Address = server with { Port = ((IPEndPoint)_listener.LocalEndpoint).Port };
        _ = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public BoltAddress Address { get; }

    /// <summary>Cuts every connection there is, and forgets what was sent on them.</summary>
    public void CutAll()
    {
        lock (_open)
        {
            foreach (var socket in _open) socket.Dispose();
            _open.Clear();
            _sent.Clear();
        }
    }

    /// <summary>Whether clients have sent this text since the last cut.</summary>
    public bool HasSeen(string text)
    {
        lock (_open) return _sent.ToString().Contains(text, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _listener.Dispose();
        CutAll();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptSocketAsync());
        }
        catch (SocketException)
        {
            // Disposed.
        }
        catch (ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        lock (_open) _open.AddRange([client, server]);
        await server.ConnectAsync(_server.Host, _server.Port);
        await Task.WhenAny(RelayAsync(client, server, isFromClient: true), RelayAsync(server, client, isFromClient: false));
        client.Dispose();
        server.Dispose();
    }

    private async Task RelayAsync(Socket from, Socket to, bool isFromClient)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
            {
                if (isFromClient)
                {
                    lock (_open) _sent.Append(Encoding.Latin1.GetString(buffer, 0, read));
                }

                await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (SocketException)
        {
            // Cut.
        }
        catch (ObjectDisposedException)
        {
            // Cut.
        }
    }
}
