using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace StreamingTracker.Backup.Sandbox.Protocol;

/// <summary>Takes connections on a port of 127.0.0.1 and serves each, until it is disposed.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan TimeDown = TimeSpan.FromMilliseconds(100);

    private readonly SandboxDatabase _database;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, Task> _connections = [];
    private readonly Task _serving;
    private int _accepted;
    private bool _disposed;

    /// <summary>Starts listening.</summary>
    /// <exception cref="SocketException">The port can't be had.</exception>
    public Listener(SandboxDatabase database)
    {
        _database = database;
        var socket = Bind(database.Options.Port);
        socket.Listen();
        Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        _serving = ServeAsync(socket);
    }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>Stops listening, and waits until every connection is closed. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _stop.CancelAsync();
        await _serving;
        _stop.Dispose();
    }

    /// <summary>
    /// 1. Serves until it is stopped or a fault restarts it. 2. Closes every connection, which rolls back what is open on it. 3. After a
    /// restart is away for a while: the port refuses connections, and nobody else can have it. 4. Is there again, with what was committed.
    /// </summary>
    private async Task ServeAsync(Socket socket)
    {
        while (true)
        {
            // 1.
            using var up = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            await AcceptAsync(socket, up);

            // 2.
            socket.Dispose();
            var isOver = _stop.IsCancellationRequested;
            if (!isOver) socket = Bind(Port);
            await Task.WhenAll(_connections.Values);
            if (isOver) return;

            // 3.
            await Task.Delay(TimeDown, _database.Options.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // 4.
            socket.Listen();
        }
    }

    private async Task AcceptAsync(Socket listening, CancellationTokenSource up)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listening.AcceptAsync(up.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            var key = ++_accepted;
            var connection = new Connection(_database, socket, string.Create(CultureInfo.InvariantCulture, $"sandbox-{key}"), up.CancelAsync);
            var serving = Task.Run(() => connection.ServeAsync(up.Token));
            _connections[key] = serving;
            _ = serving.ContinueWith(_ => _connections.TryRemove(key, out var _), TaskScheduler.Default);
        }
    }

    private static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
