using System.Buffers.Binary;
using System.IO.Hashing;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Digests;

/// <summary>
/// Hashes the properties of one entity after the other, in whatever order they come and without an object per value
/// (docs/format.md, "The digest"): a property's hash chains its name, its type and its values; an entity's is the sum of them.
/// </summary>
internal sealed class PropertyHasher : IPropertySink
{
    private ulong _property;
    private ulong _sum;
    private bool _inList;

    /// <summary>How many properties have passed, of all entities.</summary>
    public long Count { get; private set; }

    /// <summary>The hash of the entity whose properties have passed since the last call.</summary>
    public ulong TakeEntity()
    {
        var sum = _sum;
        _sum = 0;
        return sum;
    }

    public void Name(ReadOnlySpan<byte> utf8)
    {
        Count++;
        _property = XxHash3.HashToUInt64(utf8);
    }

    public void Boolean(bool value) => Add(ValueTag.Boolean, value ? 1 : 0);

    public void Integer(long value) => Add(ValueTag.Integer, value);

    // All NaN are one value: no backup tells them apart.
    public void Float(double value) => Add(ValueTag.Float, BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value));

    public void String(ReadOnlySpan<byte> utf8) => Add(ValueTag.String, utf8);

    public void Bytes(ReadOnlySpan<byte> value) => Add(ValueTag.Bytes, value);

    public void Date(long epochDays) => Add(ValueTag.Date, epochDays);

    public void Time(long nanosOfDay, int offsetSeconds) => Add(ValueTag.Time, nanosOfDay, offsetSeconds);

    public void LocalTime(long nanosOfDay) => Add(ValueTag.LocalTime, nanosOfDay);

    public void LocalDateTime(long epochSeconds, int nanos) => Add(ValueTag.LocalDateTime, epochSeconds, nanos);

    public void OffsetDateTime(long epochSeconds, int nanos, int offsetSeconds) =>
        Add(ValueTag.OffsetDateTime, epochSeconds, nanos, offsetSeconds);

    public void ZonedDateTime(long epochSeconds, int nanos, ReadOnlySpan<byte> zoneId)
    {
        Span<long> instant = [epochSeconds, nanos];
        var hash = Hash(ValueTag.ZonedDateTime, _property, instant);
        End(XxHash3.HashToUInt64(zoneId, (long)hash));
    }

    public void Duration(long months, long days, long seconds, int nanos) => Add(ValueTag.Duration, months, days, seconds, nanos);

    public void Point(int srid, double x, double y) =>
        Add(ValueTag.Point2D, srid, BitConverter.DoubleToInt64Bits(x), BitConverter.DoubleToInt64Bits(y));

    public void Point(int srid, double x, double y, double z) =>
        Add(ValueTag.Point3D, srid, BitConverter.DoubleToInt64Bits(x), BitConverter.DoubleToInt64Bits(y), BitConverter.DoubleToInt64Bits(z));

    public void BeginList()
    {
        _inList = true;
        _property = Hash(ValueTag.List, _property, []);
    }

    public void EndList()
    {
        _inList = false;
        _sum += _property;
    }

    private void Add(ValueTag tag, params ReadOnlySpan<long> numbers) => End(Hash(tag, _property, numbers));

    private void Add(ValueTag tag, ReadOnlySpan<byte> bytes) => End(XxHash3.HashToUInt64(bytes, unchecked((long)(_property + (ulong)tag))));

    private static ulong Hash(ValueTag tag, ulong before, ReadOnlySpan<long> numbers)
    {
        Span<byte> bytes = stackalloc byte[4 * sizeof(long)];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes[(i * sizeof(long))..], numbers[i]);
        return XxHash3.HashToUInt64(bytes[..(numbers.Length * sizeof(long))], unchecked((long)(before + (ulong)tag)));
    }

    // In a list each value's hash is where the next begins, so that their order counts.
    private void End(ulong hash)
    {
        _property = hash;
        if (!_inList) _sum += hash;
    }

    private enum ValueTag : ulong
    {
        Boolean = 1,
        Integer = 2,
        Float = 3,
        String = 4,
        Bytes = 5,
        Date = 6,
        Time = 7,
        LocalTime = 8,
        LocalDateTime = 9,
        OffsetDateTime = 10,
        ZonedDateTime = 11,
        Duration = 12,
        Point2D = 13,
        Point3D = 14,
        List = 15,
    }
}
