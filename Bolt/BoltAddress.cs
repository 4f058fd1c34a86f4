namespace StreamingTracker.Backup.Bolt;

/// <summary>How a connection is protected.</summary>
public enum BoltEncryption
{
    /// <summary>Not at all: <c>bolt://</c>.</summary>
    None,

    /// <summary>TLS with a certificate that a known authority vouches for: <c>bolt+s://</c>.</summary>
    Verified,

    /// <summary>TLS with whatever certificate the server shows: <c>bolt+ssc://</c>.</summary>
    AnyCertificate,
}

/// <summary>Where a server listens, as a URI says it. <c>neo4j://</c> means the same as <c>bolt://</c>: Community has no cluster.</summary>
public sealed record BoltAddress(string Host, int Port, BoltEncryption Encryption)
{
    /// <summary>The port a URI means that names none.</summary>
    public const int DefaultPort = 7687;

    /// <summary>The address without any secret, such as <c>bolt+s://db.example.org:7687</c>.</summary>
    public override string ToString() => throw new NotImplementedException();

    /// <summary>Reads a URI of the schemes bolt, bolt+s, bolt+ssc, neo4j, neo4j+s and neo4j+ssc. User info, path and query are left to the caller.</summary>
    /// <exception cref="FormatException">The scheme is another, or there is no host; the message never repeats user info.</exception>
    public static BoltAddress Parse(string uri) => throw new NotImplementedException();
}
