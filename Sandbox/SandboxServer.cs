using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Sandbox.Execution;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.Sandbox.Protocol;
using StreamingTracker.Backup.Sandbox.Seed;
using StreamingTracker.Backup.Sandbox.Store;

namespace StreamingTracker.Backup.Sandbox;

/// <summary>How a sandbox listens and behaves.</summary>
public sealed record SandboxOptions
{
    /// <summary>The port on 127.0.0.1; 0 (the default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Who may log on; anybody by default.</summary>
    public BoltCredentials Credentials { get; init; } = BoltCredentials.None;

    /// <summary>
    /// How long a committed transaction is in the log, and named by bookmarks, before others can read it. Default: none. It is
    /// what a real server shows under load, and why a reader has to begin with a bookmark.
    /// </summary>
    public TimeSpan CommitVisibilityDelay { get; init; }

    /// <summary>The faults it is to have; none by default.</summary>
    public SandboxFaults Faults { get; init; } = new();

    /// <summary>The clock of delays and time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>
/// An in-memory graph database behind a real Bolt listener: a demo and a test double, not a database to keep anything in. It
/// answers the statements of this product and no other, as a Neo4j Community 5.26 does, with these differences: it takes no
/// locks, so that what a real server lets wait (a second node with the same unique value, say) fails at the commit instead;
/// it sets no time limit to transactions; and it has no memory to run out of but that of its process. As on the real server,
/// a statement sees what others commit while it runs.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly GraphStore _store;
    private readonly Listener _listener;

    private SandboxServer(SandboxOptions options)
    {
        _store = new GraphStore(options.Time, options.CommitVisibilityDelay);
        _listener = new Listener(new SandboxDatabase(options, _store, new StatementCatalogue()));
        Address = new BoltAddress("127.0.0.1", _listener.Port, BoltEncryption.None);
    }

    /// <summary>Where it answers.</summary>
    public BoltAddress Address { get; }

    /// <summary>Starts listening.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The port can't be had.</exception>
    public static Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new SandboxServer(options));
    }

    /// <summary>
    /// Fills the empty sandbox with the small Streaming Tracker graph: 61 nodes, 192 relationships, three constraints, five
    /// indexes.
    /// </summary>
    public void SeedStreamingTracker() => StreamingTrackerSeed.Plant(_store);

    /// <summary>Stops listening and closes every connection. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _store.Dispose();
    }
}
