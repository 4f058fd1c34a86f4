using System.Text;
using CsCheck;
using StreamingTracker.Backup.Archive.Values;

namespace StreamingTracker.Backup.Archive.Tests.Values;

/// <summary>The texts on the right were printed by Java or Neo4j.</summary>
public class TextTests
{
    private delegate int Writer(Span<byte> text);

    [Theory]
    [InlineData(0, "1970-01-01")]
    [InlineData(-719_528, "0000-01-01")]
    [InlineData(-719_529, "-0001-12-31")]
    [InlineData(2_932_896, "9999-12-31")]
    [InlineData(2_932_897, "+10000-01-01")]
    [InlineData(11_016, "2000-02-29")]
    [InlineData(CivilDate.LastDay, "+999999999-12-31")]
    [InlineData(CivilDate.FirstDay, "-999999999-01-01")]
    public void Dates(long epochDays, string text)
    {
        Assert.Equal(text, Text(span => DateText.Write(span, epochDays)));
        Assert.True(DateText.TryParse(Encoding.UTF8.GetBytes(text), out var read));
        Assert.Equal(epochDays, read);
    }

    [Theory]
    [InlineData(0, "00:00")]
    [InlineData(1, "00:00:00.000000001")]
    [InlineData(71_520_000_000_000, "19:52")]
    [InlineData(46_235_556_000_000, "12:50:35.556")]
    [InlineData(86_399_120_000_000, "23:59:59.120")]
    [InlineData(86_340_120_034_000, "23:59:00.120034")]
    public void Times(long nanosOfDay, string text)
    {
        Assert.Equal(text, Text(span => TimeText.Write(span, nanosOfDay)));
        Assert.True(TimeText.TryParse(Encoding.UTF8.GetBytes(text), out var read));
        Assert.Equal(nanosOfDay, read);
    }

    [Theory]
    [InlineData(0, "Z")]
    [InlineData(3600, "+01:00")]
    [InlineData(561, "+00:09:21")]
    [InlineData(-64_800, "-18:00")]
    [InlineData(-1, "-00:00:01")]
    public void Offsets(int seconds, string text)
    {
        Assert.Equal(text, Text(span => OffsetText.Write(span, seconds)));
        Assert.True(OffsetText.TryParse(Encoding.UTF8.GetBytes(text), out var read));
        Assert.Equal(seconds, read);
    }

    [Theory]
    [InlineData(0, 0, 0, 0, "PT0S")]
    [InlineData(14, 0, 0, 0, "P1Y2M")]
    [InlineData(-14, 0, 0, 0, "P-1Y-2M")]
    [InlineData(14, -3, -5, 123, "P1Y2M-3DT-4.999999877S")]
    [InlineData(0, 0, -1, 1, "PT-0.999999999S")]
    [InlineData(0, 0, -1, 999_999_999, "PT-0.000000001S")]
    [InlineData(0, 0, -3661, 0, "PT-1H-1M-1S")]
    [InlineData(0, 0, -3600, 1, "PT-59M-59.999999999S")]
    [InlineData(0, 0, 3600, 100, "PT1H0.0000001S")]
    [InlineData(0, 0, -60, 500_000_000, "PT-59.5S")]
    [InlineData(0, 1, 259_200, 0, "P1DT72H")]
    [InlineData(0, 0, long.MaxValue, 999_999_999, "PT2562047788015215H30M7.999999999S")]
    [InlineData(0, 0, long.MinValue, 1, "PT-2562047788015215H-30M-7.999999999S")]
    [InlineData(-1, 0, 60, 0, "P-1MT1M")]
    public void Durations(long months, long days, long seconds, int nanos, string text)
    {
        Assert.Equal(text, Text(span => DurationText.Write(span, months, days, seconds, nanos)));
        Assert.True(DurationText.TryParse(Encoding.UTF8.GetBytes(text), out var m, out var d, out var s, out var n));
        Assert.Equal((months, days, seconds, nanos), (m, d, s, n));
    }

    [Theory]
    [InlineData(1, "1.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1e16, "10000000000000000.0")]
    [InlineData(1e17, "1.0E+17")]
    [InlineData(double.Epsilon, "5.0E-324")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(0.1, "0.1")]
    [InlineData(123456789.125, "123456789.125")]
    public void Floats(double value, string text)
    {
        Assert.Equal(text, Text(span => FloatText.Write(span, value)));
        Assert.True(FloatText.TryParse(Encoding.UTF8.GetBytes(text), out var read));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
    }

    [Theory]
    [InlineData("Europe/Paris", -3_786_826_161, 561)]
    [InlineData("Europe/Paris", 327_419_013_600, 7200)]
    [InlineData("Europe/Paris", -377_689_478_961, 561)]
    [InlineData("Europe/Paris", 1_445_736_600, 3600)]
    [InlineData("Europe/Paris", 1_445_733_000, 7200)]
    [InlineData("Africa/Monrovia", -12_196_912_612, -2588)]
    [InlineData("America/New_York", -14_816_672_002, -17_762)]
    [InlineData("GMT0", 0, 0)]
    [InlineData("UTC+01:00", 0, 3600)]
    [InlineData("GMT+03:00:01", 0, 10_801)]
    [InlineData("GMT+3", 0, 10_800)]
    [InlineData("UT-0230", 0, -9000)]
    [InlineData("Etc/GMT+3", 0, -10_800)]
    [InlineData("Mars/Olympus_Mons", 0, 0)]
    public void Offsets_of_zones(string zone, long epochSeconds, int offset) =>
        Assert.Equal(offset, new ZoneOffsets().At(Encoding.ASCII.GetBytes(zone), epochSeconds));

    [Fact]
    public void Every_day_of_the_calendar_reads_back() => Gen.Long[CivilDate.FirstDay, CivilDate.LastDay].Sample(days =>
        DateText.TryParse(Encoding.UTF8.GetBytes(Text(span => DateText.Write(span, days))), out var read) && read == days);

    [Fact]
    public void Every_duration_reads_back() => Gen.Select(Gen.Long, Gen.Long, Gen.Long, Gen.Int[0, 999_999_999]).Sample((months, days, seconds, nanos) =>
        DurationText.TryParse(Encoding.UTF8.GetBytes(Text(span => DurationText.Write(span, months, days, seconds, nanos))), out var m, out var d, out var s, out var n)
        && (m, d, s, n) == (months, days, seconds, nanos));

    [Theory]
    [InlineData("2015-02-29")]
    [InlineData("2015-13-01")]
    [InlineData("215-01-01")]
    [InlineData("2015-01-01T")]
    [InlineData("1000000000-01-01")]
    [InlineData("")]
    public void What_is_no_date_is_refused(string text) => Assert.False(DateText.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1")]
    [InlineData("P1D1Y")]
    [InlineData("PT1.S")]
    [InlineData("PT9223372036854775808S")]
    [InlineData("P9223372036854775807Y")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(DurationText.TryParse(Encoding.UTF8.GetBytes(text), out _, out _, out _, out _));

    private static string Text(Writer write)
    {
        Span<byte> text = stackalloc byte[128];
        return Encoding.UTF8.GetString(text[..write(text)]);
    }
}
