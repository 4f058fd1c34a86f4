namespace StreamingTracker.Backup.Bolt;

/// <summary>How a connection behaves.</summary>
public sealed record BoltOptions
{
    /// <summary>Who logs on; nobody by default.</summary>
    public BoltCredentials Credentials { get; init; } = BoltCredentials.None;

    /// <summary>The database that statements run in; null (the default) for the user's home database.</summary>
    public string? Database { get; init; }

    /// <summary>
    /// The newest protocol version to offer, from <see cref="BoltVersion.V44"/> on; every older one down to 4.4 is offered
    /// after it. Default: <see cref="BoltVersion.Highest"/>.
    /// </summary>
    public BoltVersion HighestVersion { get; init; } = BoltVersion.Highest;

    /// <summary>
    /// A version to offer before any other, taken by a server that speaks it whatever else it speaks; null (the default) for
    /// the newest. An export sets 4.4 here and still works where a server has dropped it.
    /// </summary>
    public BoltVersion? PreferredVersion { get; init; }

    /// <summary>How long connecting, TLS, handshake and logon may take together. Default: 15 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the server may be silent (no message, no keep-alive) while an answer is due; a shorter time that the server
    /// asks for at logon takes its place. Default: 5 minutes.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many records one PULL asks for: the bound on what is under way. 1 or more; default 2,000.</summary>
    public int FetchSize { get; init; } = 2_000;

    /// <summary>The longest message that is accepted, in bytes; 1,024 or more. Default: 512 MiB.</summary>
    public int MaxMessageSize { get; init; } = 512 * 1024 * 1024;

    /// <summary>The clock of the time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(HighestVersion, BoltVersion.V44, nameof(HighestVersion));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(HighestVersion, BoltVersion.Highest, nameof(HighestVersion));
        if (PreferredVersion is { } preferred && !(preferred <= HighestVersion && preferred.IsSpoken))
        {
            throw new ArgumentOutOfRangeException(nameof(PreferredVersion), preferred, "It is newer than the highest, or never spoken");
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero, nameof(ConnectTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(IdleTimeout, TimeSpan.Zero, nameof(IdleTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(FetchSize, 1, nameof(FetchSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessageSize, 1024, nameof(MaxMessageSize));
    }
}
