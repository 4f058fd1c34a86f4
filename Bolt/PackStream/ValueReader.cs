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
        var list = new List<object?>(count);
        for (var i = 0; i < count; i++) list.Add(Read(ref reader, depth));
        return list;
    }

    private static Dictionary<string, object?> Map(ref PackStreamReader reader, int depth)
    {
        var count = reader.ReadMapHeader();
        var map = new Dictionary<string, object?>(count);
        for (var i = 0; i < count; i++) map[reader.ReadString()] = Read(ref reader, depth);
        return map;
    }

    private static object Structure(ref PackStreamReader reader, int depth)
    {
        var tag = reader.ReadStructureHeader(out var fields);
        var read = 0;
        object value = (tag, fields) switch
        {
            (StructureTag.Node, 3 or 4) => new Node(Integer(ref reader, ref read), Strings(ref reader, ref read), Properties(ref reader, ref read, depth)),
            (StructureTag.Relationship, 5 or 8) => new Relationship(Integer(ref reader, ref read), Integer(ref reader, ref read), Integer(ref reader, ref read), Text(ref reader, ref read), Properties(ref reader, ref read, depth)),
            (StructureTag.Date, 1) => new Date(Integer(ref reader, ref read)),
            (StructureTag.Time, 2) => new Time(Integer(ref reader, ref read), Int32(ref reader, ref read)),
            (StructureTag.LocalTime, 1) => new LocalTime(Integer(ref reader, ref read)),
            (StructureTag.LocalDateTime, 2) => new LocalDateTime(Integer(ref reader, ref read), Int32(ref reader, ref read)),
            (StructureTag.DateTime, 3) => new OffsetDateTime(Integer(ref reader, ref read), Int32(ref reader, ref read), Int32(ref reader, ref read)),
            (StructureTag.DateTimeZoneId, 3) => new ZonedDateTime(Integer(ref reader, ref read), Int32(ref reader, ref read), Text(ref reader, ref read)),
            (StructureTag.Duration, 4) => new Duration(Integer(ref reader, ref read), Integer(ref reader, ref read), Integer(ref reader, ref read), Int32(ref reader, ref read)),
            (StructureTag.Point2D, 3) => new Point(Int32(ref reader, ref read), Float(ref reader, ref read), Float(ref reader, ref read), null),
            (StructureTag.Point3D, 4) => new Point(Int32(ref reader, ref read), Float(ref reader, ref read), Float(ref reader, ref read), Float(ref reader, ref read)),
            _ => throw new BoltProtocolException($"Structure 0x{tag:X2} with {fields} fields is unknown"),
        };
        for (; read < fields; read++) reader.Skip();
        return value;
    }

    private static long Integer(ref PackStreamReader reader, ref int read)
    {
        read++;
        return reader.ReadInteger();
    }

    private static int Int32(ref PackStreamReader reader, ref int read)
    {
        var value = Integer(ref reader, ref read);
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw new BoltProtocolException($"{value} is out of its field's range");
    }

    private static double Float(ref PackStreamReader reader, ref int read)
    {
        read++;
        return reader.ReadFloat();
    }

    private static string Text(ref PackStreamReader reader, ref int read)
    {
        read++;
        return reader.ReadString();
    }

    private static string[] Strings(ref PackStreamReader reader, ref int read)
    {
        read++;
        var strings = new string[reader.ReadListHeader()];
        for (var i = 0; i < strings.Length; i++) strings[i] = reader.ReadString();
        return strings;
    }

    private static Dictionary<string, object?> Properties(ref PackStreamReader reader, ref int read, int depth)
    {
        read++;
        return Map(ref reader, depth);
    }
}
