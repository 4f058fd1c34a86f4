using System.Globalization;
using System.Text;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Tests;

/// <summary>Writes down exactly what a sink is told, so that two tellings can be compared.</summary>
internal sealed class Transcript : IPropertySink
{
    private readonly List<string> _told = [];

    public IReadOnlyList<string> Told => _told;

    public string this[string property] =>
        string.Join(' ', _told.SkipWhile(line => line != $"{property}:").Skip(1).TakeWhile(line => !line.EndsWith(':')));

    public void Name(ReadOnlySpan<byte> utf8) => _told.Add($"{Encoding.UTF8.GetString(utf8)}:");

    public void Boolean(bool value) => Tell($"{value}");

    public void Integer(long value) => Tell($"{value}");

    public void Float(double value) => Tell($"float {(double.IsNaN(value) ? "NaN" : $"{BitConverter.DoubleToInt64Bits(value):x} {value}")}");

    public void String(ReadOnlySpan<byte> utf8) => _told.Add($"'{Encoding.UTF8.GetString(utf8)}'");

    public void Bytes(ReadOnlySpan<byte> value) => Tell($"bytes {Convert.ToHexString(value)}");

    public void Date(long epochDays) => Tell($"date {epochDays}");

    public void Time(long nanosOfDay, int offsetSeconds) => Tell($"time {nanosOfDay} {offsetSeconds}");

    public void LocalTime(long nanosOfDay) => Tell($"localtime {nanosOfDay}");

    public void LocalDateTime(long epochSeconds, int nanos) => Tell($"localdatetime {epochSeconds} {nanos}");

    public void OffsetDateTime(long epochSeconds, int nanos, int offsetSeconds) => Tell($"datetime {epochSeconds} {nanos} {offsetSeconds}");

    public void ZonedDateTime(long epochSeconds, int nanos, ReadOnlySpan<byte> zoneId) =>
        Tell($"datetime {epochSeconds} {nanos} [{Encoding.UTF8.GetString(zoneId)}]");

    public void Duration(long months, long days, long seconds, int nanos) => Tell($"duration {months} {days} {seconds} {nanos}");

    public void Point(int srid, double x, double y) => Tell($"point {srid} {x} {y}");

    public void Point(int srid, double x, double y, double z) => Tell($"point {srid} {x} {y} {z}");

    public void BeginList() => _told.Add("[");

    public void EndList() => _told.Add("]");

    private void Tell(FormattableString text) => _told.Add(text.ToString(CultureInfo.InvariantCulture));
}
