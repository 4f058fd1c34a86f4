using StreamingTracker.Backup.Bolt.Values;

namespace StreamingTracker.Backup.Bolt.PackStream;

/// <summary>Writes the objects that <see cref="ValueReader"/> makes, and the .NET collections that stand for them.</summary>
public static class ValueWriter
{
    /// <summary>Writes a value.</summary>
    /// <exception cref="ArgumentException">Bolt has no such value.</exception>
    public static void WriteValue(this PackStreamWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNull(); break;
            case bool boolean: writer.WriteBoolean(boolean); break;
            case int integer: writer.WriteInteger(integer); break;
            case long integer: writer.WriteInteger(integer); break;
            case double number: writer.WriteFloat(number); break;
            case string text: writer.WriteString(text); break;
            case byte[] bytes: writer.WriteBytes(bytes); break;
            case Node node: Structure(writer, StructureTag.Node, node.Id, node.Labels, node.Properties); break;
            case Relationship r: Structure(writer, StructureTag.Relationship, r.Id, r.StartId, r.EndId, r.Type, r.Properties); break;
            case Date date: Structure(writer, StructureTag.Date, date.EpochDays); break;
            case Time time: Structure(writer, StructureTag.Time, time.NanosOfDay, time.OffsetSeconds); break;
            case LocalTime time: Structure(writer, StructureTag.LocalTime, time.NanosOfDay); break;
            case LocalDateTime time: Structure(writer, StructureTag.LocalDateTime, time.EpochSeconds, time.Nanos); break;
            case OffsetDateTime time: Structure(writer, StructureTag.DateTime, time.EpochSeconds, time.Nanos, time.OffsetSeconds); break;
            case ZonedDateTime time: Structure(writer, StructureTag.DateTimeZoneId, time.EpochSeconds, time.Nanos, time.ZoneId); break;
            case Duration d: Structure(writer, StructureTag.Duration, d.Months, d.Days, d.Seconds, d.Nanos); break;
            case Point { Z: { } z } point: Structure(writer, StructureTag.Point3D, point.Srid, point.X, point.Y, z); break;
            case Point point: Structure(writer, StructureTag.Point2D, point.Srid, point.X, point.Y); break;
            case IReadOnlyDictionary<string, object?> map: Map(writer, map); break;
            case System.Collections.ICollection list: List(writer, list); break;
            default: throw new ArgumentException($"Bolt has no value for {value.GetType()}", nameof(value));
        }
    }

    private static void Structure(PackStreamWriter writer, byte tag, params ReadOnlySpan<object> fields)
    {
        writer.WriteStructureHeader(tag, fields.Length);
        foreach (var field in fields) writer.WriteValue(field);
    }

    private static void Map(PackStreamWriter writer, IReadOnlyDictionary<string, object?> map)
    {
        writer.WriteMapHeader(map.Count);
        foreach (var (key, value) in map)
        {
            writer.WriteString(key);
            writer.WriteValue(value);
        }
    }

    private static void List(PackStreamWriter writer, System.Collections.ICollection list)
    {
        writer.WriteListHeader(list.Count);
        foreach (var item in list) writer.WriteValue(item);
    }
}
