using System.Buffers.Binary;

namespace StreamingTracker.Backup.Bolt.Connecting;

/// <summary>
/// What a client proposes to speak: four entries in the order of its preference, each a version and how many minor versions
/// below it are meant too (source: neo4j/docs-bolt, "Handshake").
/// </summary>
internal static class VersionOffer
{
    /// <summary>The entry, and the reply, that stands for the newer negotiation, in which the server lists its versions.</summary>
    public const uint Manifest = 0x000001FF;

    private const uint Magic = 0x6060B017;
    private const int Entries = 4;

    /// <summary>The client's first bytes.</summary>
    public static byte[] Bytes(BoltVersion highest, BoltVersion? preferred)
    {
        var offer = new byte[4 + (4 * Entries)];
        BinaryPrimitives.WriteUInt32BigEndian(offer, Magic);
        var at = 4;
        foreach (var entry in Proposals(highest, preferred).Take(Entries))
        {
            BinaryPrimitives.WriteUInt32BigEndian(offer.AsSpan(at), entry);
            at += 4;
        }

        return offer;
    }

    // 5.5 divides the fives, since a server may take an offer of it at its word. The manifest replaces the order of the
    // entries by "the newest", so it is left out where another version is preferred.
    private static IEnumerable<uint> Proposals(BoltVersion highest, BoltVersion? preferred)
    {
        if (preferred is { } first) yield return Entry(first.Major, first.Minor, 0);
        else if (highest >= new BoltVersion(5, 7)) yield return Manifest;
        if (highest >= new BoltVersion(5, 6)) yield return Entry(5, highest.Minor, highest.Minor - 6);
        if (highest >= new BoltVersion(5, 0))
        {
            var minor = Math.Min((int)highest.Minor, 4);
            yield return Entry(5, minor, minor);
        }

        yield return Entry(4, 4, 0);
    }

    private static uint Entry(byte major, int minor, int below) => ((uint)below << 16) | ((uint)minor << 8) | major;
}
