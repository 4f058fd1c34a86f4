namespace StreamingTracker.Backup.Bolt;

/// <summary>
/// One connection to a Bolt server. Not thread safe. After a <see cref="BoltServerException"/> it is reset and usable
/// again; after any other <see cref="BoltException"/> or a cancellation it is broken, and can only be disposed.
/// </summary>
public sealed class BoltConnection : IBoltSession, IAsyncDisposable
{
    private BoltConnection() { }

    /// <summary>The negotiated protocol version.</summary>
    public BoltVersion Version => throw new NotImplementedException();

    /// <summary>What the server calls itself, such as <c>Neo4j/5.26.30</c>.</summary>
    public string ServerAgent => throw new NotImplementedException();

    /// <summary>Connects, negotiates a version and logs on.</summary>
    /// <exception cref="BoltUnreachableException">Nobody answers there, or not in time.</exception>
    /// <exception cref="BoltAuthenticationException">The server refused the credentials.</exception>
    /// <exception cref="BoltProtocolException">The peer speaks no Bolt, or no version of it that we do.</exception>
    public static Task<BoltConnection> ConnectAsync(BoltAddress address, BoltOptions options, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<BoltCursor> RunAsync(string statement, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Begins a transaction; the connection runs nothing else until it ends.</summary>
    public Task<BoltTransaction> BeginAsync(BoltTransactionOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Says GOODBYE if the connection is sound, and closes it. May be called again.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

/// <summary>What a transaction is told at its beginning.</summary>
public sealed record BoltTransactionOptions
{
    /// <summary>A transaction that may write, with nothing to wait for.</summary>
    public static readonly BoltTransactionOptions Write = new();

    /// <summary>A transaction that only reads.</summary>
    public static readonly BoltTransactionOptions Read = new() { ReadOnly = true };

    /// <summary>Whether the transaction only reads.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The server begins only once these are applied to its store.</summary>
    public IReadOnlyList<string> Bookmarks { get; init; } = [];

    /// <summary>How long the server lets it run; null for the server's own limit.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>A transaction. Disposed without a commit, it is rolled back.</summary>
public sealed class BoltTransaction : IBoltSession, IAsyncDisposable
{
    private BoltTransaction() { }

    /// <inheritdoc/>
    public ValueTask<BoltCursor> RunAsync(string statement, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Commits.</summary>
    /// <returns>The bookmark: it names the last transaction in the database's log.</returns>
    public Task<string> CommitAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Rolls back if nothing was committed. May be called again.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
