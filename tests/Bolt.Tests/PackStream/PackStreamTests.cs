using System.Buffers;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Values;

namespace StreamingTracker.Backup.Bolt.Tests.PackStream;

public sealed class PackStreamTests
{
    public static TheoryData<object> Values =>
    [
        null!, true, 0L, -16L, -17L, 127L, 128L, -128L, -129L, 32767L, 32768L, int.MaxValue, (long)int.MaxValue + 1, long.MinValue, long.MaxValue,
        1.5, double.NaN, -0.0, "", "å", new string('x', 300), new string('y', 70_000),
        new Date(-5), new Time(1, -3601), new LocalTime(7), new LocalDateTime(-1, 999_999_999), new OffsetDateTime(1, 2, 3),
        new ZonedDateTime(1, 2, "Europe/Paris"), new Duration(-1, 2, -3, 4), new Point(7203, 1, 2, null), new Point(4979, 1, 2, 3),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_reads_back_as_it_was_written(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new PackStreamWriter(buffer).WriteValue(value);
        var reader = new PackStreamReader(buffer.WrittenSpan);

        var read = reader.ReadValue();

        Assert.Equal(value is int integer ? (long)integer : value, read);
        Assert.True(reader.AtEnd);
    }
}
