using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.TestKit;

/// <summary>A way to a server on which every connection can be cut: the server goes on with what it was told.</summary>
public sealed class ConnectionCutter : IDisposable
{
    // COMMIT as one chunk of its own, which is how a client sends it.
    private const string Commit = "\0\u0002\u00B0\u0012\0\0";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly BoltAddress _server;
    private readonly List<Socket> _open = [];
    private readonly StringBuilder _sent = new();
    private string? _cutAtCommitAfter;

    public ConnectionCutter(BoltAddress server)
    {
        _server = server;
        _listener.Start();
        Address = server with { Port = ((IPEndPoint)_listener.LocalEndpoint).Port };
        _ = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public BoltAddress Address { get; }

    /// <summary>How often it has cut by itself.</summary>
    public int Cuts { get; private set; }

    /// <summary>Lets the first COMMIT that follows a text through, and cuts every connection before its answer.</summary>
    /// <param name="text">What is to be sent before it.</param>
    public void CutAtCommitAfter(string text)
    {
        lock (_open) _cutAtCommitAfter = text;
    }

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
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is disposed.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        lock (_open) _open.AddRange([client, server]);
        try
        {
            await server.ConnectAsync(_server.Host, _server.Port);
            await Task.WhenAny(RelayAsync(client, server, isFromClient: true), RelayAsync(server, client, isFromClient: false));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The server is gone, which its client sees by the connection's end.
        }

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
                var cuts = isFromClient && Note(Encoding.Latin1.GetString(buffer, 0, read));
                await to.SendAsync(buffer.AsMemory(0, read));
                if (!cuts) continue;
                Cuts++;
                CutAll();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
    }

    private bool Note(string sent)
    {
        lock (_open)
        {
            _sent.Append(sent);
            if (_cutAtCommitAfter is not { } text || !_sent.ToString().Contains(text, StringComparison.Ordinal)) return false;
            if (!sent.EndsWith(Commit, StringComparison.Ordinal)) return false;
            _cutAtCommitAfter = null;
            return true;
        }
    }
}
