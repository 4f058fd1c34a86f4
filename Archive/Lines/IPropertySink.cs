namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>
/// Takes the properties of one entity, value by value, without an object per value: a name, then its value. It is how
/// graph data passes between a Bolt stream, a backup's lines, and whatever only looks at them.
/// A list is <see cref="BeginList"/>, its values, <see cref="EndList"/>; lists don't nest. Spans are valid during the call only.
/// </summary>
public interface IPropertySink
{
    /// <summary>The name of the property whose value comes next, as UTF-8.</summary>
    void Name(ReadOnlySpan<byte> utf8);

    /// <summary>True or false.</summary>
    void Boolean(bool value);

    /// <summary>A 64-bit integer.</summary>
    void Integer(long value);

    /// <summary>A double; NaN, infinities and negative zero included.</summary>
    void Float(double value);

    /// <summary>Text as UTF-8.</summary>
    void String(ReadOnlySpan<byte> utf8);

    /// <summary>A byte array.</summary>
    void Bytes(ReadOnlySpan<byte> value);

    /// <summary>A date, as days since 1970-01-01.</summary>
    void Date(long epochDays);

    /// <summary>A time of day, nanoseconds since local midnight, with seconds east of UTC.</summary>
    void Time(long nanosOfDay, int offsetSeconds);

    /// <summary>A time of day without an offset.</summary>
    void LocalTime(long nanosOfDay);

    /// <summary>A date and time without a zone, as seconds since 1970-01-01T00:00 on its own clock.</summary>
    void LocalDateTime(long epochSeconds, int nanos);

    /// <summary>An instant, in UTC seconds, with seconds east of UTC.</summary>
    void OffsetDateTime(long epochSeconds, int nanos, int offsetSeconds);

    /// <summary>An instant, in UTC seconds, in a named zone.</summary>
    void ZonedDateTime(long epochSeconds, int nanos, ReadOnlySpan<byte> zoneId);

    /// <summary>A duration; nanoseconds are 0 to 999,999,999 whatever the sign of the seconds.</summary>
    void Duration(long months, long days, long seconds, int nanos);

    /// <summary>A point of two dimensions.</summary>
    void Point(int srid, double x, double y);

    /// <summary>A point of three dimensions.</summary>
    void Point(int srid, double x, double y, double z);

    /// <summary>A list begins.</summary>
    void BeginList();

    /// <summary>The list ends.</summary>
    void EndList();
}
