using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Sandbox;

/// <summary>How a sandbox listens and behaves.</summary>
public sealed record SandboxOptions
{
    /// <summary>The port on 127.0.0.1; 0 (the default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Who may log on; anybody by default.</summary>
    public BoltCredentials Credentials { get; init; } = BoltCredentials.None;
}

/// <summary>An in-memory graph database behind a real Bolt listener: a demo and a test double, not a database to keep anything in.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private SandboxServer() { }

    /// <summary>Where it answers.</summary>
    public BoltAddress Address => throw new NotImplementedException();

    /// <summary>Starts listening.</summary>
    public static Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Fills the empty sandbox with the small Streaming Tracker graph.</summary>
    public void SeedStreamingTracker() => throw new NotImplementedException();

    /// <summary>Stops listening and closes every connection. May be called again.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
