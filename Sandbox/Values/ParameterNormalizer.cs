using System.Buffers;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Sandbox.Values;

/// <summary>
/// Copies the parameters of a statement, checking each structure as the real server does when it reads a RUN: what can't be
/// is refused, what can be said more simply is (a nanosecond too many, a longitude of 181°). What comes out holds instants as
/// UTC, whatever the protocol's version, and is how values are stored.
/// </summary>
internal static class ParameterNormalizer
{
    private const int DeepestNesting = 128;

    /// <summary>Normalises a value and everything within it.</summary>
    /// <param name="parameters">A PackStream map.</param>
    /// <param name="legacyDateTimes">Whether the connection speaks the datetimes of before the UTC patch.</param>
    /// <exception cref="MalformedRequestException">A value that can't be.</exception>
    public static byte[] Normalize(ReadOnlySpan<byte> parameters, bool legacyDateTimes)
    {
        var reader = new PackStreamReader(parameters);
        var output = new ArrayBufferWriter<byte>(Math.Max(parameters.Length, 16));
        Copy(ref reader, parameters, output, legacyDateTimes, DeepestNesting);
        return output.WrittenSpan.ToArray();
    }

    private static void Copy(ref PackStreamReader reader, ReadOnlySpan<byte> source, ArrayBufferWriter<byte> output, bool legacy, int depth)
    {
        if (depth == 0)
        {
            throw new MalformedRequestException(StatusCode.RequestInvalid, $"A parameter is nested more than {DeepestNesting} deep");
        }

        var writer = new PackStreamWriter(output);
        switch (reader.PeekType())
        {
            case PackStreamType.List:
                var items = reader.ReadListHeader();
                writer.WriteListHeader(items);
                for (var i = 0; i < items; i++) Copy(ref reader, source, output, legacy, depth - 1);
                break;
            case PackStreamType.Map:
                var pairs = reader.ReadMapHeader();
                writer.WriteMapHeader(pairs);
                for (var i = 0; i < pairs; i++)
                {
                    writer.WriteString(reader.ReadStringUtf8());
                    Copy(ref reader, source, output, legacy, depth - 1);
                }

                break;
            case PackStreamType.Structure:
                StructureNormalizer.Copy(ref reader, writer, legacy);
                break;
            default:
                var start = reader.Position;
                reader.Skip();
                output.Write(source[start..reader.Position]);
                break;
        }
    }
}
