using StreamingTracker.Backup.Bolt.Values;

namespace StreamingTracker.Backup.Bolt.PackStream;

/// <summary>
/// Turns PackStream into objects, for the small results whose shape is known. A value is null, <see cref="bool"/>,
/// <see cref="long"/>, <see cref="double"/>, <see cref="string"/>, <c>byte[]</c>, a <c>List&lt;object?&gt;</c>, a
/// <c>Dictionary&lt;string, object?&gt;</c>, or one of the records of <see cref="StreamingTracker.Backup.Bolt.Values"/>.
/// </summary>
public static class ValueReader
{
    private const int DeepestNesting = 128;

    // A header may announce as many items as bytes follow, and a list in a list announce them again: what is allocated grows with
    // the items that come.
    private const int MostReserved = 16;

    /// <summary>Reads the next value, whatever it is.</summary>
    /// <exception cref="BoltProtocolException">The structure is unknown, or nested more than 128 deep.</exception>
    public static object? ReadValue(ref this PackStreamReader reader) => Read(ref reader, DeepestNesting);

    /// <summary>Reads the next value, which must be a map.</summary>
    /// <exception cref="BoltProtocolException">The value is no map.</exception>
    public static Dictionary<string, object?> ReadMap(ref this PackStreamReader reader) => Map(ref reader, DeepestNesting);

    private static object? Read(ref PackStreamReader reader, int depth)
    {
        if (depth == 0) throw new BoltProtocolException($"A value is nested more than {DeepestNesting} deep");
        switch (reader.PeekType())
        {
            case PackStreamType.Null:
                reader.ReadNull();
                return null;
            case PackStreamType.Boolean: return reader.ReadBoolean();
            case PackStreamType.Integer: return reader.ReadInteger();
            case PackStreamType.Float: return reader.ReadFloat();
            case PackStreamType.Bytes: return reader.ReadBytes().ToArray();
            case PackStreamType.String: return reader.ReadString();
            case PackStreamType.List: return List(ref reader, depth - 1);
            case PackStreamType.Map: return Map(ref reader, depth - 1);
            default: return Structure(ref reader, depth - 1);
        }
    }

    private static List<object?> List(ref PackStreamReader reader, int depth)
    {
        var count = reader.ReadListHeader();
        var list = new List<object?>(Math.Min(count, MostReserved));
        for (var i = 0; i < count; i++) list.Add(Read(ref reader, depth));
        return list;
    }

    private static Dictionary<string, object?> Map(ref PackStreamReader reader, int depth)
    {
        var count = reader.ReadMapHeader();
        var map = new Dictionary<string, object?>(Math.Min(count, MostReserved));
        for (var i = 0; i < count; i++) map[reader.ReadString()] = Read(ref reader, depth);
        return map;
    }

    private static object Structure(ref PackStreamReader reader, int depth)
    {
        var tag = reader.ReadStructureHeader(out var fields);
        object value = (tag, fields) switch
        {
            (StructureTag.Node, 3 or 4) => new Node(reader.ReadInteger(), Strings(ref reader), Map(ref reader, depth)),
            (StructureTag.Relationship, 5 or 8) => new Relationship(
                reader.ReadInteger(), reader.ReadInteger(), reader.ReadInteger(), reader.ReadString(), Map(ref reader, depth)),
            (StructureTag.Date, 1) => new Date(reader.ReadInteger()),
            (StructureTag.Time, 2) => new Time(reader.ReadInteger(), Int32(ref reader)),
            (StructureTag.LocalTime, 1) => new LocalTime(reader.ReadInteger()),
            (StructureTag.LocalDateTime, 2) => new LocalDateTime(reader.ReadInteger(), Int32(ref reader)),
            (StructureTag.DateTime, 3) => new OffsetDateTime(reader.ReadInteger(), Int32(ref reader), Int32(ref reader)),
            (StructureTag.DateTimeZoneId, 3) => new ZonedDateTime(reader.ReadInteger(), Int32(ref reader), reader.ReadString()),
            (StructureTag.Duration, 4) => new Duration(reader.ReadInteger(), reader.ReadInteger(), reader.ReadInteger(), Int32(ref reader)),
            (StructureTag.Point2D, 3) => new Point(Int32(ref reader), reader.ReadFloat(), reader.ReadFloat(), null),
            (StructureTag.Point3D, 4) => new Point(Int32(ref reader), reader.ReadFloat(), reader.ReadFloat(), reader.ReadFloat()),
            _ => throw new BoltProtocolException($"Structure 0x{tag:X2} with {fields} fields is unknown"),
        };

        // The element ids of Bolt 5 say nothing that the numeric ids don't.
        var elementIds = (tag, fields) switch
        {
            (StructureTag.Node, 4) => 1,
            (StructureTag.Relationship, 8) => 3,
            _ => 0,
        };
        for (; elementIds > 0; elementIds--) reader.Skip();
        return value;
    }

    private static int Int32(ref PackStreamReader reader)
    {
        var value = reader.ReadInteger();
        if (value is < int.MinValue or > int.MaxValue) throw new BoltProtocolException($"{value} is out of its field's range");
        return (int)value;
    }

    private static string[] Strings(ref PackStreamReader reader)
    {
        var count = reader.ReadListHeader();
        var strings = new List<string>(Math.Min(count, MostReserved));
        for (var i = 0; i < count; i++) strings.Add(reader.ReadString());
        return [.. strings];
    }
}
