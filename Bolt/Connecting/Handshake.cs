using System.Buffers.Binary;
using System.Text;

namespace StreamingTracker.Backup.Bolt.Connecting;

/// <summary>
/// Agrees with the server on a protocol version. 1. The offer goes out. 2. The server answers with one version, or with the
/// manifest's mark. 3. After that mark come the ranges of versions it speaks and a mask of capabilities, of which this client
/// uses none; the client answers with the newest it speaks too (source: neo4j/docs-bolt, "Handshake").
/// </summary>
internal sealed class Handshake(Stream stream, BoltAddress address)
{
    // Servers list a handful; the bound keeps a stranger's bytes from being read on and on.
    private const int MostRanges = 256;

    private readonly byte[] _word = new byte[4];

    /// <exception cref="BoltProtocolException">The peer speaks no Bolt, or no version that was offered.</exception>
    /// <exception cref="BoltUnreachableException">The connection ended before an answer was whole.</exception>
    public async Task<BoltVersion> NegotiateAsync(BoltVersion highest, BoltVersion? preferred, CancellationToken cancellationToken)
    {
        // 1. The offer
        await stream.WriteAsync(VersionOffer.Bytes(highest, preferred), cancellationToken);

        // 2. The answer
        var answer = await ReadWordAsync(cancellationToken);
        if (answer != VersionOffer.Manifest) return Accept(answer, highest);

        // 3. The manifest
        var version = await ChooseAsync(highest, cancellationToken);
        await ReadNumberAsync(cancellationToken);
        byte[] choice = [0, 0, version?.Minor ?? 0, version?.Major ?? 0, 0];
        await stream.WriteAsync(choice, cancellationToken);
        return version ?? throw NothingInCommon(highest);
    }

    private BoltVersion Accept(uint answer, BoltVersion highest)
    {
        if (answer == 0) throw NothingInCommon(highest);
        var version = new BoltVersion((byte)answer, (byte)(answer >> 8));
        if (answer <= ushort.MaxValue && version.IsSpoken && version <= highest) return version;
        throw new BoltProtocolException(Encoding.Latin1.GetString(_word) switch
        {
            "HTTP" => $"{address} answers in HTTP: this is the port of the browser interface. Neo4j's Bolt port is 7687 by default",
            [(char)0x15, (char)0x03, ..] => $"{address} answers in TLS: use bolt+s://, or bolt+ssc:// if its certificate is self-signed",
            _ => $"{address} speaks no Bolt: its first bytes are {Convert.ToHexString(_word)}",
        });
    }

    private async Task<BoltVersion?> ChooseAsync(BoltVersion highest, CancellationToken cancellationToken)
    {
        var ranges = await ReadNumberAsync(cancellationToken);
        if (ranges > MostRanges) throw new BoltProtocolException($"{address} announces {ranges} ranges of versions");
        BoltVersion? best = null;
        for (var i = 0UL; i < ranges; i++)
        {
            var range = await ReadWordAsync(cancellationToken);
            int minor = (byte)(range >> 8), below = (byte)(range >> 16);
            for (; below >= 0 && minor >= 0; below--, minor--)
            {
                var version = new BoltVersion((byte)range, (byte)minor);
                if (version.IsSpoken && version <= highest && !(best >= version)) best = version;
            }
        }

        return best;
    }

    // LEB128: seven bits a byte, the lowest first, the highest bit set on all bytes but the last.
    private async Task<ulong> ReadNumberAsync(CancellationToken cancellationToken)
    {
        ulong number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            await ReadAsync(_word.AsMemory(0, 1), cancellationToken);
            number |= (ulong)(_word[0] & 0x7F) << shift;
            if (_word[0] < 0x80) return number;
        }

        throw new BoltProtocolException($"{address} sent a number of more than 64 bits in its handshake");
    }

    private async Task<uint> ReadWordAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(_word, cancellationToken);
        return BinaryPrimitives.ReadUInt32BigEndian(_word);
    }

    private async Task ReadAsync(Memory<byte> bytes, CancellationToken cancellationToken)
    {
        if (await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken) < bytes.Length)
        {
            throw new BoltUnreachableException(
                $"{address} closed the connection during the handshake: it speaks no Bolt, or is stopping, " +
                "or wants TLS (bolt+s:// or bolt+ssc://)");
        }
    }

    private BoltProtocolException NothingInCommon(BoltVersion highest) =>
        new($"{address} speaks no version of Bolt from {BoltVersion.V44} to {highest}");
}
