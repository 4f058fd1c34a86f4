using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Benchmarks;

/// <summary>Takes properties and does nothing with them: what is measured with it is the work of whoever passes them.</summary>
internal sealed class DeafSink : IPropertySink
{
    public void Name(ReadOnlySpan<byte> utf8) { }

    public void Boolean(bool value) { }

    public void Integer(long value) { }

    public void Float(double value) { }

    public void String(ReadOnlySpan<byte> utf8) { }

    public void Bytes(ReadOnlySpan<byte> value) { }

    public void Date(long epochDays) { }

    public void Time(long nanosOfDay, int offsetSeconds) { }

    public void LocalTime(long nanosOfDay) { }

    public void LocalDateTime(long epochSeconds, int nanos) { }

    public void OffsetDateTime(long epochSeconds, int nanos, int offsetSeconds) { }

    public void ZonedDateTime(long epochSeconds, int nanos, ReadOnlySpan<byte> zoneId) { }

    public void Duration(long months, long days, long seconds, int nanos) { }

    public void Point(int srid, double x, double y) { }

    public void Point(int srid, double x, double y, double z) { }

    public void BeginList() { }

    public void EndList() { }
}
