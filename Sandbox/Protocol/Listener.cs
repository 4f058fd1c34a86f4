using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace StreamingTracker.Backup.Sandbox.Protocol;

/// <summary>Takes connections on a port of 127.0.0.1 and serves each, until it is disposed.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly SandboxDatabase _database;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, Task> _connections = [];
    private readonly Task _accepting;
    private bool _disposed;

    /// <summary>Starts listening.</summary>
    /// <exception cref="SocketException">The port can't be had.</exception>
    public Listener(SandboxDatabase database)
    {
        _database = database;
        _listener = new TcpListener(IPAddress.Loopback, database.Options.Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>Stops listening, and waits until every connection is closed. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Values);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        for (var number = 0; ; number++)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }

            var connection = new Connection(_database, socket, string.Create(CultureInfo.InvariantCulture, $"sandbox-{number}"));
            var key = number;
            var serving = Task.Run(() => connection.ServeAsync(_stop.Token));
            _connections[key] = serving;
            _ = serving.ContinueWith(_ => _connections.TryRemove(key, out var _), TaskScheduler.Default);
        }
    }
}
