namespace StreamingTracker.Backup.Bolt.Tests.Peers;

/// <summary>Connects the client to a peer in memory.</summary>
internal static class Client
{
    public static readonly BoltAddress Address = new("db.example.org", 7687, BoltEncryption.None);

    /// <summary>A version without manifest, with a LOGON of its own.</summary>
    public static readonly BoltVersion V54 = new(5, 4);

    public static Task<BoltConnection> ConnectAsync(ReplayStream peer, BoltOptions? options = null, CancellationToken? cancellationToken = null) =>
        BoltConnection.ConnectAsync(
            (_, _) => Task.FromResult<Stream>(peer),
            Address,
            options ?? new BoltOptions(),
            cancellationToken ?? TestContext.Current.CancellationToken);
}
