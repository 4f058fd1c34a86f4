using System.Globalization;

namespace StreamingTracker.Backup.Bolt;

/// <summary>How a connection is protected.</summary>
public enum BoltEncryption
{
    /// <summary>Not at all: <c>bolt://</c>.</summary>
    None,

    /// <summary>TLS with a certificate for the host's name that a known authority vouches for: <c>bolt+s://</c>.</summary>
    Verified,

    /// <summary>TLS with whatever certificate the server shows: <c>bolt+ssc://</c>.</summary>
    AnyCertificate,
}

/// <summary>Where a server listens, as a URI says it. <c>neo4j://</c> means the same as <c>bolt://</c>: Community has no cluster.</summary>
/// <param name="Host">A name or an IP address, without brackets.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Encryption">How the connection is protected.</param>
public sealed record BoltAddress(string Host, int Port, BoltEncryption Encryption)
{
    /// <summary>The port a URI means that names none.</summary>
    public const int DefaultPort = 7687;

    /// <summary>The address without any secret, such as <c>bolt+s://db.example.org:7687</c>.</summary>
    public override string ToString()
    {
        var scheme = Encryption switch
        {
            BoltEncryption.Verified => "bolt+s",
            BoltEncryption.AnyCertificate => "bolt+ssc",
            _ => "bolt",
        };
        var host = Host.Contains(':') ? $"[{Host}]" : Host;
        return string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{Port}");
    }

    /// <summary>
    /// Reads a URI of the schemes bolt, bolt+s, bolt+ssc, neo4j, neo4j+s and neo4j+ssc. User info, path and query are left to
    /// the caller.
    /// </summary>
    /// <exception cref="FormatException">
    /// The scheme is another, or there is no host; the message repeats nothing of the URI but its scheme.
    /// </exception>
    public static BoltAddress Parse(string uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed)) throw Malformed();
        BoltEncryption? encryption = parsed.Scheme switch
        {
            "bolt" or "neo4j" => BoltEncryption.None,
            "bolt+s" or "neo4j+s" => BoltEncryption.Verified,
            "bolt+ssc" or "neo4j+ssc" => BoltEncryption.AnyCertificate,
            _ => null,
        };

        // Without "//" the text before the colon may be a user's name, or a secret.
        if (!uri.StartsWith($"{parsed.Scheme}://", StringComparison.OrdinalIgnoreCase)) throw Malformed();
        if (encryption is null) throw new FormatException($"The scheme '{parsed.Scheme}' is none of {Schemes}");
        if (parsed.DnsSafeHost.Length == 0 || parsed.Port == 0) throw Malformed();
        return new BoltAddress(parsed.DnsSafeHost, parsed.Port > 0 ? parsed.Port : DefaultPort, encryption.Value);
    }

    private const string Schemes = "bolt, bolt+s, bolt+ssc, neo4j, neo4j+s and neo4j+ssc";

    private static FormatException Malformed() =>
        new($"A Neo4j address has the form bolt://HOST or bolt://HOST:PORT; the schemes are {Schemes}. " +
            "Special characters in a user's name or password have to be percent-encoded");
}
