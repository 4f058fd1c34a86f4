using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Verification;

/// <summary>Counts properties; that their values could be parsed is all that is asked of them.</summary>
internal sealed class PropertyCounter : IPropertySink
{
    public long Count { get; private set; }

    public void Name(ReadOnlySpan<byte> utf8) => Count++;

    public void Boolean(bool value)
    {
    }

    public void Integer(long value)
    {
    }

    public void Float(double value)
    {
    }

    public void String(ReadOnlySpan<byte> utf8)
    {
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
    }

    public void Date(long epochDays)
    {
    }

    public void Time(long nanosOfDay, int offsetSeconds)
    {
    }

    public void LocalTime(long nanosOfDay)
    {
    }

    public void LocalDateTime(long epochSeconds, int nanos)
    {
    }

    public void OffsetDateTime(long epochSeconds, int nanos, int offsetSeconds)
    {
    }

    public void ZonedDateTime(long epochSeconds, int nanos, ReadOnlySpan<byte> zoneId)
    {
    }

    public void Duration(long months, long days, long seconds, int nanos)
    {
    }

    public void Point(int srid, double x, double y)
    {
    }

    public void Point(int srid, double x, double y, double z)
    {
    }

    public void BeginList()
    {
    }

    public void EndList()
    {
    }
}
