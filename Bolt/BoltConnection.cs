using System.Globalization;
using StreamingTracker.Backup.Bolt.Connecting;
using StreamingTracker.Backup.Bolt.Messages;

namespace StreamingTracker.Backup.Bolt;

/// <summary>
/// One connection to a Bolt server. Not thread safe. After a <see cref="BoltServerException"/> it is reset and usable
/// again; after any other <see cref="BoltException"/> or a cancellation it is broken, and can only be disposed.
/// </summary>
public sealed class BoltConnection : IBoltSession, IAsyncDisposable
{
    private readonly BoltChannel _channel;
    private readonly BoltOptions _options;
    private BoltTransaction? _transaction;

    private BoltConnection(BoltChannel channel, BoltOptions options, BoltVersion version, string serverAgent)
    {
        _channel = channel;
        _options = options;
        Version = version;
        ServerAgent = serverAgent;
    }

    /// <summary>The negotiated protocol version.</summary>
    public BoltVersion Version { get; }

    /// <summary>What the server calls itself, such as <c>Neo4j/5.26.30</c>.</summary>
    public string ServerAgent { get; }

    /// <summary>Connects, negotiates a version and logs on.</summary>
    /// <exception cref="BoltUnreachableException">Nobody answers there, or not in time, or TLS could not be agreed on.</exception>
    /// <exception cref="BoltAuthenticationException">The server refused the credentials.</exception>
    /// <exception cref="BoltProtocolException">The peer speaks no Bolt, or no version of it that we do.</exception>
    /// <exception cref="BoltServerException">The server refused for another reason, such as not being ready yet.</exception>
    public static Task<BoltConnection> ConnectAsync(BoltAddress address, BoltOptions options, CancellationToken cancellationToken) =>
        ConnectAsync(SocketTransport.ConnectAsync, address, options, cancellationToken);

    /// <summary>1. Opens the way to the server. 2. Agrees on a version. 3. Logs on. All three within the connect time-out.</summary>
    internal static async Task<BoltConnection> ConnectAsync(
        Func<BoltAddress, CancellationToken, Task<Stream>> transport,
        BoltAddress address,
        BoltOptions options,
        CancellationToken cancellationToken)
    {
        options.Validate();
        using var limit = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var step = "be reached";
        WatchedStream? stream = null;
        try
        {
            // 1. The way
            stream = new WatchedStream(await transport(address, either.Token), address, options.IdleTimeout, options.Time);

            // 2. The version
            step = "negotiate a protocol version";
            var handshake = new Handshake(stream, address);
            var version = await handshake.NegotiateAsync(options.HighestVersion, options.PreferredVersion, either.Token);

            // 3. The logon
            step = "accept the logon";
            var exchange = new MessageExchange(stream, address, options.MaxMessageSize);
            var agent = await new Logon(exchange, address, options.Credentials).LogOnAsync(version, either.Token);
            return new BoltConnection(new BoltChannel(exchange, address, options.Time), options, version, agent);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            stream?.Dispose();
            var seconds = options.ConnectTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            throw new BoltUnreachableException($"{address} did not {step} within {seconds} seconds", e);
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A statement or a transaction is under way, or the connection is broken.</exception>
    public ValueTask<BoltCursor> RunAsync(string statement, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken) =>
        RunAsync(statement, parameters, BoltTransactionOptions.Write, cancellationToken);

    /// <summary>This connection, with every statement's own transaction told something.</summary>
    public IBoltSession With(BoltTransactionOptions options) => new AutoCommitSession(this, options);

    /// <summary>Begins a transaction; the connection runs nothing else until it ends.</summary>
    /// <exception cref="BoltException">The server refused, or the connection was lost.</exception>
    /// <exception cref="InvalidOperationException">A statement or a transaction is under way, or the connection is broken.</exception>
    public async Task<BoltTransaction> BeginAsync(BoltTransactionOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireNoTransaction();
        _channel.RequireIdle();
        _channel.Exchange.Requests.Begin(options.ToExtra(_options.Database));
        await _channel.Exchange.SendAsync(answers: 1, cancellationToken);
        await _channel.SucceedAsync(cancellationToken);
        return _transaction = new BoltTransaction(_channel, _options.FetchSize);
    }

    /// <summary>Says GOODBYE if nothing is under way, and closes; the server rolls back what is open. May be called again.</summary>
    public ValueTask DisposeAsync() => _channel.DisposeAsync();

    private ValueTask<BoltCursor> RunAsync(
        string statement, ReadOnlyMemory<byte> parameters, BoltTransactionOptions options, CancellationToken cancellationToken)
    {
        RequireNoTransaction();
        return BoltCursor.RunAsync(_channel, statement, parameters, options.ToExtra(_options.Database), _options.FetchSize, cancellationToken);
    }

    private void RequireNoTransaction()
    {
        if (_transaction is not { IsOpen: true }) return;
        throw new InvalidOperationException("A transaction is open: run the statement in it, or end it first");
    }

    private sealed class AutoCommitSession(BoltConnection connection, BoltTransactionOptions options) : IBoltSession
    {
        public ValueTask<BoltCursor> RunAsync(string statement, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken) =>
            connection.RunAsync(statement, parameters, options, cancellationToken);
    }
}
