using System.Buffers;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Sandbox.Values;

/// <summary>Which values a property may hold: no maps, no lists within lists, no nulls in lists, and lists of one type.</summary>
internal static class PropertyValue
{
    /// <summary>Copies a value, which becomes a list of floats when it is a list that mixes integers and floats.</summary>
    /// <exception cref="ServerFailureException">Neo4j stores no such property.</exception>
    public static void Copy(ref PackStreamReader reader, ReadOnlySpan<byte> source, PackStreamWriter writer, IBufferWriter<byte> output)
    {
        var start = reader.Position;
        var type = reader.PeekType();
        if (type == PackStreamType.List && IsMixOfNumbers(source[start..]))
        {
            CopyAsFloats(ref reader, writer);
            return;
        }

        reader.Skip();
        var value = source[start..reader.Position];
        if (type == PackStreamType.Map)
        {
            throw TypeError($"Property values can only be of primitive types or arrays thereof. Encountered: {CypherText.Of(value)}.");
        }

        output.Write(value);
    }

    private static bool IsMixOfNumbers(ReadOnlySpan<byte> list)
    {
        var reader = new PackStreamReader(list);
        var (kinds, systems) = (ItemKinds.None, default(long?));
        for (var left = reader.ReadListHeader(); left > 0; left--)
        {
            var start = reader.Position;
            var kind = Kind(reader.PeekType(), list[start..]);
            if (kind == ItemKinds.Point) RequireOneSystem(list[start..], ref systems);
            kinds |= kind;
            reader.Skip();
        }

        if (kinds == (ItemKinds.Integer | ItemKinds.Float)) return true;
        if (!System.Numerics.BitOperations.IsPow2((int)kinds) && kinds != ItemKinds.None) throw Unsupported();
        return false;
    }

    private static ItemKinds Kind(PackStreamType type, ReadOnlySpan<byte> item) => type switch
    {
        PackStreamType.Boolean => ItemKinds.Boolean,
        PackStreamType.Integer => ItemKinds.Integer,
        PackStreamType.Float => ItemKinds.Float,
        PackStreamType.String => ItemKinds.String,
        PackStreamType.Structure => Structure(new PackStreamReader(item).ReadStructureHeader(out _)),
        PackStreamType.Null => throw TypeError("Collections containing null values can not be stored in properties."),
        PackStreamType.List or PackStreamType.Bytes =>
            throw TypeError("Collections containing collections can not be stored in properties."),
        _ => throw Unsupported(),
    };

    private static ItemKinds Structure(byte tag) => tag switch
    {
        StructureTag.Date => ItemKinds.Date,
        StructureTag.Time => ItemKinds.Time,
        StructureTag.LocalTime => ItemKinds.LocalTime,
        StructureTag.LocalDateTime => ItemKinds.LocalDateTime,
        StructureTag.DateTime or StructureTag.DateTimeZoneId => ItemKinds.DateTime,
        StructureTag.Duration => ItemKinds.Duration,
        _ => ItemKinds.Point,
    };

    private static void RequireOneSystem(ReadOnlySpan<byte> point, ref long? system)
    {
        var reader = new PackStreamReader(point);
        reader.ReadStructureHeader(out _);
        var srid = reader.ReadInteger();
        if ((system ??= srid) == srid) return;
        throw TypeError("Collections containing point values with different CRS can not be stored in properties.");
    }

    private static void CopyAsFloats(ref PackStreamReader reader, PackStreamWriter writer)
    {
        var count = reader.ReadListHeader();
        writer.WriteListHeader(count);
        for (var i = 0; i < count; i++)
        {
            writer.WriteFloat(reader.PeekType() == PackStreamType.Float ? reader.ReadFloat() : reader.ReadInteger());
        }
    }

    private static ServerFailureException Unsupported() =>
        TypeError("Neo4j only supports a subset of Cypher types for storage as singleton or array properties.");

    private static ServerFailureException TypeError(string message) => new(StatusCode.TypeError, message);

    [Flags]
    private enum ItemKinds
    {
        None = 0,
        Boolean = 1,
        Integer = 2,
        Float = 4,
        String = 8,
        Date = 16,
        Time = 32,
        LocalTime = 64,
        LocalDateTime = 128,
        DateTime = 256,
        Duration = 512,
        Point = 1024,
    }
}
