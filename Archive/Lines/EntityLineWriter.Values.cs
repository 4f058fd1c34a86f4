using System.Buffers.Text;
using System.Text;
using StreamingTracker.Backup.Archive.Values;

namespace StreamingTracker.Backup.Archive.Lines;

/// <content>The values of an entity's properties.</content>
public sealed partial class EntityLineWriter
{
    private int _properties;
    private Range _quotedName;
    private bool _inList;
    private int _items;
    private ValueKind _itemKind;
    private bool _notFinite;

    /// <inheritdoc/>
    public void Name(ReadOnlySpan<byte> utf8)
    {
        _hasher.Properties.Name(utf8);
        _lines.Write(_properties++ == 0 ? ",\"properties\":{"u8 : ","u8);
        var start = _lines.Length;
        if (!JsonText.TryWrite(_lines, utf8)) throw Unsupported("a property's name is no valid UTF-8");
        _quotedName = start.._lines.Length;
        _lines.Write((byte)':');
    }

    /// <inheritdoc/>
    public void Boolean(bool value)
    {
        _hasher.Properties.Boolean(value);
        Begin(ValueKind.Boolean);
        _lines.Write(value ? "true"u8 : "false"u8);
    }

    /// <inheritdoc/>
    public void Integer(long value)
    {
        _hasher.Properties.Integer(value);
        Begin(ValueKind.Integer);
        _lines.Write(value);
    }

    /// <inheritdoc/>
    public void Float(double value)
    {
        _hasher.Properties.Float(value);
        Begin(ValueKind.Float);
        if (double.IsFinite(value))
        {
            _lines.Advance(FloatText.Write(_lines.Reserve(FloatText.Longest), value));
            return;
        }
        _lines.Write((byte)'"');
        _lines.Write(FloatText.Word(value));
        _lines.Write((byte)'"');
        if (_inList) _notFinite = true;
        else _types.Add(QuotedName, ValueKind.Float, isList: false);
    }

    /// <inheritdoc/>
    public void String(ReadOnlySpan<byte> utf8)
    {
        _hasher.Properties.String(utf8);
        Begin(ValueKind.String);
        if (!JsonText.TryWrite(_lines, utf8)) throw Unsupported($"property {PropertyName} is text that is no valid UTF-8");
    }

    /// <inheritdoc/>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        _hasher.Properties.Bytes(value);
        if (_inList) throw Unsupported($"property {PropertyName} is a list of byte arrays");
        var text = BeginText(ValueKind.Bytes, Base64.GetMaxEncodedToUtf8Length(value.Length));
        Base64.EncodeToUtf8(value, text, out _, out var written);
        EndText(written);
    }

    /// <inheritdoc/>
    public void Date(long epochDays)
    {
        _hasher.Properties.Date(epochDays);
        EndTemporal(DateText.Write(BeginText(ValueKind.Date, DateText.Longest), epochDays));
    }

    /// <inheritdoc/>
    public void Time(long nanosOfDay, int offsetSeconds)
    {
        _hasher.Properties.Time(nanosOfDay, offsetSeconds);
        EndTemporal(
            TimeText.WriteWithOffset(BeginText(ValueKind.Time, TimeText.Longest + OffsetText.Longest), nanosOfDay, offsetSeconds));
    }

    /// <inheritdoc/>
    public void LocalTime(long nanosOfDay)
    {
        _hasher.Properties.LocalTime(nanosOfDay);
        EndTemporal(TimeText.Write(BeginText(ValueKind.LocalTime, TimeText.Longest), nanosOfDay));
    }

    /// <inheritdoc/>
    public void LocalDateTime(long epochSeconds, int nanos)
    {
        _hasher.Properties.LocalDateTime(epochSeconds, nanos);
        EndTemporal(
            DateTimeText.Write(BeginText(ValueKind.LocalDateTime, DateTimeText.Longest), epochSeconds, nanos));
    }

    /// <inheritdoc/>
    public void OffsetDateTime(long epochSeconds, int nanos, int offsetSeconds)
    {
        _hasher.Properties.OffsetDateTime(epochSeconds, nanos, offsetSeconds);
        if (_inList) _types.AddUnzoned();
        EndTemporal(DateTimeText.WriteWithOffset(
            BeginText(ValueKind.DateTime, DateTimeText.Longest), epochSeconds, nanos, offsetSeconds));
    }

    /// <inheritdoc/>
    public void ZonedDateTime(long epochSeconds, int nanos, ReadOnlySpan<byte> zoneId)
    {
        _hasher.Properties.ZonedDateTime(epochSeconds, nanos, zoneId);
        _types.AddZoned(epochSeconds);
        var offset = _zones.At(zoneId, epochSeconds);
        var text = BeginText(ValueKind.DateTime, DateTimeText.Longest + zoneId.Length + 2);
        EndTemporal(DateTimeText.WriteWithZone(text, epochSeconds, nanos, zoneId, offset));
    }

    /// <inheritdoc/>
    public void Duration(long months, long days, long seconds, int nanos)
    {
        _hasher.Properties.Duration(months, days, seconds, nanos);
        EndTemporal(
            DurationText.Write(BeginText(ValueKind.Duration, DurationText.Longest), months, days, seconds, nanos));
    }

    /// <inheritdoc/>
    public void Point(int srid, double x, double y)
    {
        _hasher.Properties.Point(srid, x, y);
        WritePoint(srid, x, y, null);
    }

    /// <inheritdoc/>
    public void Point(int srid, double x, double y, double z)
    {
        _hasher.Properties.Point(srid, x, y, z);
        WritePoint(srid, x, y, z);
    }

    /// <inheritdoc/>
    public void BeginList()
    {
        _hasher.Properties.BeginList();
        if (_inList) throw Unsupported($"property {PropertyName} is a list of lists");
        (_inList, _items, _itemKind, _notFinite) = (true, 0, ValueKind.None, false);
        _lines.Write((byte)'[');
    }

    /// <inheritdoc/>
    public void EndList()
    {
        _hasher.Properties.EndList();
        _lines.Write((byte)']');
        _inList = false;
        if (_itemKind == ValueKind.Float ? _notFinite : !ValueKinds.Word(_itemKind).IsEmpty) _types.Add(QuotedName, _itemKind, isList: true);
    }

    private ReadOnlySpan<byte> QuotedName => _lines.Written[_quotedName];

    private string PropertyName => Encoding.UTF8.GetString(QuotedName);

    private void WritePoint(int srid, double x, double y, double? z)
    {
        Begin(ValueKind.Point);
        var length = PointText.Write(_lines.Reserve(PointText.Longest), srid, x, y, z);
        if (length == 0) throw Unsupported($"property {PropertyName} is a point in the unknown coordinate system {srid}");
        _lines.Advance(length);
        if (!_inList) _types.Add(QuotedName, ValueKind.Point, isList: false);
    }

    private void Begin(ValueKind kind)
    {
        if (!_inList) return;
        if (_items++ > 0) _lines.Write((byte)',');
        else _itemKind = kind;
        if (kind != _itemKind) throw Unsupported($"property {PropertyName} is a list of values of more than one kind");
    }

    /// <summary>Begins a value that is a string in JSON and has a type of its own.</summary>
    /// <returns>Where its text goes.</returns>
    private Span<byte> BeginText(ValueKind kind, int longest)
    {
        Begin(kind);
        if (!_inList) _types.Add(QuotedName, kind, isList: false);
        _lines.Write((byte)'"');
        return _lines.Reserve(longest);
    }

    private void EndText(int length)
    {
        _lines.Advance(length);
        _lines.Write((byte)'"');
    }

    private void EndTemporal(int length)
    {
        if (length == 0) throw Unsupported($"property {PropertyName} is beyond the dates and times that Neo4j holds");
        EndText(length);
    }
}
