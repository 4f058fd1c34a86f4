using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.Wire;

namespace StreamingTracker.Backup.TestKit.Peers;

/// <summary>What becomes of one message of the server.</summary>
/// <param name="Instead">Sent raw in its place; null for the message itself.</param>
/// <param name="ThenClose">Whether the connection is closed after it.</param>
/// <param name="ForEver">Whether it is sent again and again, now and then, and nothing else ever after on this connection.</param>
public readonly record struct Tampering(byte[]? Instead, bool ThenClose = false, bool ForEver = false)
{
    /// <summary>The message goes on as it is.</summary>
    public static readonly Tampering None = new(null);
}

/// <summary>
/// Stands between a client and a sound server, and does something to the server's messages, which are counted over all connections
/// from 0. Handshakes pass through.
/// </summary>
public sealed class TamperingProxy : IAsyncDisposable
{
    private static readonly TimeSpan NowAndThen = TimeSpan.FromMilliseconds(50);
    private static readonly byte[] ManifestMark = [0, 0, 1, 0xFF];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly BoltAddress _server;
    private readonly Task _accepting;
    private Func<int, ReadOnlyMemory<byte>, Tampering> _tamper = (_, _) => Tampering.None;
    private int _messages;

    public TamperingProxy(BoltAddress server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect.</summary>
    public BoltAddress Address => new("localhost", ((IPEndPoint)_listener.LocalEndpoint).Port, BoltEncryption.None);

    /// <summary>How many messages the server has sent since the last <see cref="Begin"/>.</summary>
    public int Messages => Volatile.Read(ref _messages);

    /// <summary>Counts from 0 again, and does this to the messages from now on: given the number and the message.</summary>
    public void Begin(Func<int, ReadOnlyMemory<byte>, Tampering> tamper)
    {
        _tamper = tamper;
        Volatile.Write(ref _messages, 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.RemoveAll(relay => relay.IsCompleted);
                open.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(open).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            await server.ConnectAsync(_server.Host, _server.Port, closed.Token);
            var requests = client.GetStream().CopyToAsync(server.GetStream(), closed.Token);
            var answers = RelayAnswersAsync(server.GetStream(), client.GetStream(), closed.Token);
            await Task.WhenAny(requests, answers);
            await closed.CancelAsync();
            await Task.WhenAll(requests, answers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RelayAnswersAsync(NetworkStream server, NetworkStream client, CancellationToken cancellationToken)
    {
        await RelayHandshakeAsync(server, client, cancellationToken);
        var reader = new ChunkedMessageReader(PipeReader.Create(server), int.MaxValue);
        var output = PipeWriter.Create(client);
        var writer = new ChunkedMessageWriter(output);
        while (await reader.ReadAsync(cancellationToken) is { IsEmpty: false } message)
        {
            var tampering = _tamper(Interlocked.Increment(ref _messages) - 1, message);
            if (tampering.Instead is { } instead) await SendAsync(output, instead, tampering.ForEver, cancellationToken);
            else await ForwardAsync(writer, message, cancellationToken);
            if (tampering.ThenClose) return;
        }
    }

    private static async Task SendAsync(PipeWriter output, byte[] bytes, bool forEver, CancellationToken cancellationToken)
    {
        await output.WriteAsync(bytes, cancellationToken);
        while (forEver)
        {
            await Task.Delay(NowAndThen, cancellationToken);
            await output.WriteAsync(bytes, cancellationToken);
        }
    }

    private static async Task ForwardAsync(ChunkedMessageWriter writer, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        message.CopyTo(writer.GetMemory(message.Length));
        writer.Advance(message.Length);
        writer.EndMessage();
        await writer.FlushAsync(cancellationToken);
    }

    // The server's four bytes; after the manifest's mark the ranges and the mask of capabilities, each number of one byte.
    private static async Task RelayHandshakeAsync(NetworkStream server, NetworkStream client, CancellationToken cancellationToken)
    {
        var bytes = new byte[256];
        await RelayAsync(4);
        if (!bytes.AsSpan(0, 4).SequenceEqual(ManifestMark)) return;
        await RelayAsync(1);
        await RelayAsync((4 * bytes[0]) + 1);

        async Task RelayAsync(int count)
        {
            await server.ReadExactlyAsync(bytes.AsMemory(0, count), cancellationToken);
            await client.WriteAsync(bytes.AsMemory(0, count), cancellationToken);
        }
    }
}
