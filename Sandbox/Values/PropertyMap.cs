using System.Buffers;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Sandbox.Store;

namespace StreamingTracker.Backup.Sandbox.Values;

/// <summary>
/// The properties of an entity as they are stored: a PackStream map without nulls, whose values are all of the types that
/// Neo4j stores.
/// </summary>
internal static class PropertyMap
{
    private static readonly byte[] Empty = [0xA0];

    /// <summary>Makes stored properties of a normalised parameter (see <see cref="ParameterNormalizer"/>).</summary>
    /// <param name="parameter">The map, standing alone; null stands for no map at all.</param>
    /// <param name="tokens">Learns the property names.</param>
    /// <exception cref="ServerFailureException">It is no map, or holds what no property can hold.</exception>
    public static byte[] Pack(ReadOnlySpan<byte> parameter, Tokens tokens)
    {
        var reader = new PackStreamReader(parameter);
        if (parameter.IsEmpty || reader.PeekType() != PackStreamType.Map)
        {
            var found = parameter.IsEmpty ? "NO_VALUE" : CypherText.Of(parameter);
            throw new ServerFailureException(StatusCode.TypeError, $"Expected p to be a map, but it was :`{found}`");
        }

        var given = reader.ReadMapHeader();
        if (given == 0) return Empty;
        var kept = new ArrayBufferWriter<byte>(parameter.Length);
        var writer = new PackStreamWriter(kept);
        var count = 0;
        for (var i = 0; i < given; i++)
        {
            var name = reader.ReadStringUtf8();
            if (reader.PeekType() == PackStreamType.Null)
            {
                reader.ReadNull();
                continue;
            }

            tokens.Learn(name);
            writer.WriteString(name);
            PropertyValue.Copy(ref reader, parameter, writer, kept);
            count++;
        }

        var map = new ArrayBufferWriter<byte>(kept.WrittenCount + 5);
        new PackStreamWriter(map).WriteMapHeader(count);
        map.Write(kept.WrittenSpan);
        return map.WrittenSpan.ToArray();
    }

    /// <summary>How many properties a stored map holds.</summary>
    public static int Count(ReadOnlySpan<byte> stored) => new PackStreamReader(stored).ReadMapHeader();

    /// <summary>Looks a property up in a stored map.</summary>
    /// <returns>Its packed value; empty when there is none.</returns>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> name)
    {
        var reader = new PackStreamReader(stored);
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            var isWanted = reader.ReadStringUtf8().SequenceEqual(name);
            var start = reader.Position;
            reader.Skip();
            if (isWanted) return stored[start..reader.Position];
        }

        return default;
    }
}
