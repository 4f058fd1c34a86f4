using System.Buffers;
using System.IO.Pipelines;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Sandbox.Protocol;

/// <summary>
/// Agrees on a version of Bolt. 1. Reads the magic bytes and four proposals. 2. Answers the first proposal it can serve, each
/// being a version and how many minors below it are meant too; or, 3. when a proposal asks for the manifest, offers its own
/// ranges and reads the client's choice (source: neo4j/docs-bolt, "Handshake").
/// </summary>
internal static class Handshake
{
    private const int RequestSize = 20;
    private const uint ManifestRequest = 0x000001FF;
    private static readonly byte[] Magic = [0x60, 0x60, 0xB0, 0x17];
    private static readonly byte[] NoVersion = [0, 0, 0, 0];

    // The ranges of a 5.26 server, in its order: 4.4 alone, 5.4 down to 5.0, 5.8 down to 5.6; and no capabilities.
    private static readonly byte[] Manifest = [0, 0, 1, 0xFF, 3, 0, 0, 4, 4, 0, 4, 4, 5, 0, 2, 8, 5, 0];

    /// <summary>Agrees on a version.</summary>
    /// <returns>The version; null when there is none that both speak, or the peer doesn't speak Bolt.</returns>
    public static async Task<BoltVersion?> AgreeAsync(PipeReader input, PipeWriter output, CancellationToken cancellationToken)
    {
        // 1.
        var request = await ReadAsync(input, RequestSize, cancellationToken);
        if (request is null || !request.AsSpan(0, Magic.Length).SequenceEqual(Magic)) return null;

        // 2.
        for (var i = Magic.Length; i < RequestSize; i += 4)
        {
            var (back, minor, major) = (request[i + 1], request[i + 2], request[i + 3]);
            if ((uint)((request[i] << 24) | (back << 16) | (minor << 8) | major) == ManifestRequest)
            {
                return await OfferManifestAsync(input, output, cancellationToken);
            }

            for (var candidate = minor; candidate >= minor - back; candidate--)
            {
                if (IsSpoken(major, candidate))
                {
                    await output.WriteAsync(new byte[] { 0, 0, candidate, major }, cancellationToken);
                    return new BoltVersion(major, candidate);
                }

                if (candidate == 0) break;
            }
        }

        await output.WriteAsync(NoVersion, cancellationToken);
        return null;
    }

    private static async Task<BoltVersion?> OfferManifestAsync(PipeReader input, PipeWriter output, CancellationToken cancellationToken)
    {
        // 3. The choice is a version and a capability mask, which is one byte since no capability is offered.
        await output.WriteAsync(Manifest, cancellationToken);
        var choice = await ReadAsync(input, 5, cancellationToken);
        return choice is not null && IsSpoken(choice[3], choice[2]) ? new BoltVersion(choice[3], choice[2]) : null;
    }

    private static bool IsSpoken(byte major, byte minor) => (major, minor) is (4, 4) or (5, <= 4) or (5, >= 6 and <= 8);

    private static async Task<byte[]?> ReadAsync(PipeReader input, int size, CancellationToken cancellationToken)
    {
        var result = await input.ReadAtLeastAsync(size, cancellationToken);
        if (result.Buffer.Length < size) return null;
        var bytes = result.Buffer.Slice(0, size).ToArray();
        input.AdvanceTo(result.Buffer.GetPosition(size));
        return bytes;
    }
}
