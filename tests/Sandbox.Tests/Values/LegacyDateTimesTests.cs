using System.Buffers;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Sandbox.Values;

namespace StreamingTracker.Backup.Sandbox.Tests.Values;

public sealed class LegacyDateTimesTests
{
    // Local seconds in Paris, and the UTC seconds they mean: winter, summer, the gap of spring (an hour later), the overlap of
    // autumn (its first pass), far beyond the years that a time-zone library knows, and before there were zones.
    [Theory]
    [InlineData(1_736_942_400, 1_736_938_800)]
    [InlineData(1_752_580_800, 1_752_573_600)]
    [InlineData(1_743_301_800, 1_743_298_200)]
    [InlineData(1_761_445_800, 1_761_438_600)]
    [InlineData(253_443_600_000, 253_443_592_800)]
    [InlineData(-30_000_000_000, -30_000_000_561)]
    public void A_local_time_becomes_the_instant_that_Java_takes_it_for(long local, long utc) =>
        Assert.Equal(utc, LegacyDateTimes.ToUtc(local, "Europe/Paris"));

    [Fact]
    public void Datetimes_in_lists_and_maps_are_written_with_local_seconds()
    {
        var stored = new ArrayBufferWriter<byte>();
        new PackStreamWriter(stored).WriteValue(new Dictionary<string, object?>
        {
            ["list"] = new object[] { new Bolt.Values.OffsetDateTime(10, 1, 5), new Bolt.Values.ZonedDateTime(0, 1, "Asia/Tokyo") },
            ["other"] = "text",
        });
        var written = new ArrayBufferWriter<byte>();

        LegacyDateTimes.Write(stored.WrittenSpan, written);

        var normalized = ParameterNormalizer.Normalize(written.WrittenSpan, legacyDateTimes: true);
        Assert.Equal(stored.WrittenSpan.ToArray(), normalized);
        Assert.Contains(StructureTag.LegacyDateTime, written.WrittenSpan.ToArray());
        Assert.Throws<MalformedRequestException>(() => ParameterNormalizer.Normalize(written.WrittenSpan, legacyDateTimes: false));
    }
}
