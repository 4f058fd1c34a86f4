using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>Writes the properties of one entity as a PackStream map: the way back of the export's transcoding.</summary>
internal sealed class RowProperties(PackBuffer buffer) : IPropertySink
{
    // A backup says NaN and not which one; what Java makes is unlike .NET's own in its sign.
    private static readonly double JavaNaN = BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000);

    private readonly PackStreamWriter _writer = new(buffer);
    private int _mapPlace;
    private int _properties;
    private int _listPlace;
    private int _items;

    /// <summary>Begins the map.</summary>
    public void Begin()
    {
        _mapPlace = buffer.BeginMap();
        _properties = 0;
    }

    /// <summary>Ends the map.</summary>
    public void End() => buffer.SetCount(_mapPlace, _properties);

    public void Name(ReadOnlySpan<byte> utf8)
    {
        _writer.WriteString(utf8);
        _properties++;
    }

    public void BeginList()
    {
        _listPlace = buffer.BeginList();
        _items = 0;
    }

    public void EndList() => buffer.SetCount(_listPlace, _items);

    public void Boolean(bool value)
    {
        _items++;
        _writer.WriteBoolean(value);
    }

    public void Integer(long value)
    {
        _items++;
        _writer.WriteInteger(value);
    }

    public void Float(double value)
    {
        _items++;
        _writer.WriteFloat(double.IsNaN(value) ? JavaNaN : value);
    }

    public void String(ReadOnlySpan<byte> utf8)
    {
        _items++;
        _writer.WriteString(utf8);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        _items++;
        _writer.WriteBytes(value);
    }

    public void Date(long epochDays) => Integers(StructureTag.Date, epochDays);

    public void Time(long nanosOfDay, int offsetSeconds) => Integers(StructureTag.Time, nanosOfDay, offsetSeconds);

    public void LocalTime(long nanosOfDay) => Integers(StructureTag.LocalTime, nanosOfDay);

    public void LocalDateTime(long epochSeconds, int nanos) => Integers(StructureTag.LocalDateTime, epochSeconds, nanos);

    public void OffsetDateTime(long epochSeconds, int nanos, int offsetSeconds) =>
        Integers(StructureTag.DateTime, epochSeconds, nanos, offsetSeconds);

    public void ZonedDateTime(long epochSeconds, int nanos, ReadOnlySpan<byte> zoneId)
    {
        Structure(StructureTag.DateTimeZoneId, 3);
        _writer.WriteInteger(epochSeconds);
        _writer.WriteInteger(nanos);
        _writer.WriteString(zoneId);
    }

    public void Duration(long months, long days, long seconds, int nanos) => Integers(StructureTag.Duration, months, days, seconds, nanos);

    public void Point(int srid, double x, double y) => Coordinates(StructureTag.Point2D, srid, x, y);

    public void Point(int srid, double x, double y, double z) => Coordinates(StructureTag.Point3D, srid, x, y, z);

    private void Integers(byte tag, params ReadOnlySpan<long> fields)
    {
        Structure(tag, fields.Length);
        foreach (var field in fields) _writer.WriteInteger(field);
    }

    private void Coordinates(byte tag, int srid, params ReadOnlySpan<double> coordinates)
    {
        Structure(tag, 1 + coordinates.Length);
        _writer.WriteInteger(srid);
        foreach (var coordinate in coordinates) _writer.WriteFloat(coordinate);
    }

    private void Structure(byte tag, int fields)
    {
        _items++;
        _writer.WriteStructureHeader(tag, fields);
    }
}
