using System.Buffers;
using CsCheck;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Values;

namespace StreamingTracker.Backup.Bolt.Tests.PackStream;

public sealed class PackStreamPropertyTests
{
    private static readonly Gen<int> Nanos = Gen.Int[0, 999_999_999];

    private static readonly Gen<object?> Scalar = Gen.OneOf(
        Gen.Const((object?)null),
        Gen.Bool.Select(v => (object?)v),
        Gen.Long.Select(v => (object?)v),
        Gen.Long[-300, 300].Select(v => (object?)v),
        Gen.Double.Select(v => (object?)v),
        Gen.String.Select(v => (object?)v),
        Gen.Byte.Array.Select(v => (object?)v),
        Gen.Long.Select(v => (object?)new Date(v)),
        Gen.Select(Gen.Long, Gen.Int).Select((n, o) => (object?)new Time(n, o)),
        Gen.Long.Select(v => (object?)new LocalTime(v)),
        Gen.Select(Gen.Long, Nanos).Select((s, n) => (object?)new LocalDateTime(s, n)),
        Gen.Select(Gen.Long, Nanos, Gen.Int).Select((s, n, o) => (object?)new OffsetDateTime(s, n, o)),
        Gen.Select(Gen.Long, Nanos, Gen.String).Select((s, n, z) => (object?)new ZonedDateTime(s, n, z)),
        Gen.Select(Gen.Long, Gen.Long, Gen.Long, Nanos).Select((m, d, s, n) => (object?)new Duration(m, d, s, n)),
        Gen.Select(Gen.Int, Gen.Double, Gen.Double, Gen.Double.Nullable()).Select((r, x, y, z) => (object?)new Point(r, x, y, z)));

    private static readonly Gen<object?> Value = Gen.Recursive<object?>((depth, inner) => depth > 2
        ? Scalar
        : Gen.OneOf(
            Scalar,
            inner.List[0, 8].Select(v => (object?)v),
            Gen.Dictionary(Gen.String, inner)[0, 8].Select(v => (object?)v)));

    [Fact]
    public void Every_value_reads_back_as_it_was_written() => Value.Sample(value =>
    {
        var reader = new PackStreamReader(Write(value));
        Assert.Equivalent(value, reader.ReadValue(), strict: true);
        Assert.True(reader.AtEnd);
    });

    [Fact]
    public void Skipping_ends_where_reading_ends() => Value.Sample(value =>
    {
        var reader = new PackStreamReader(Write(value));
        reader.Skip();
        Assert.True(reader.AtEnd);
    });

    [Fact]
    public void A_value_cut_short_is_a_protocol_error() => Gen.Select(Value, Gen.Double.Unit).Sample((value, part) =>
    {
        var bytes = Write(value);
        var cut = bytes.AsSpan(0, (int)(part * bytes.Length));
        Assert.True(IsRefused(cut, skip: true));
        Assert.True(IsRefused(cut, skip: false));
    });

    [Fact]
    public void Random_bytes_are_a_value_or_a_protocol_error() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        var read = IsRefused(bytes, skip: false);
        var skipped = IsRefused(bytes, skip: true);

        // Skipping looks at less: it refuses nothing that reading accepts.
        Assert.True(read || !skipped);
    });

    private static byte[] Write(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new PackStreamWriter(buffer).WriteValue(value);
        return buffer.WrittenSpan.ToArray();
    }

    private static bool IsRefused(ReadOnlySpan<byte> bytes, bool skip)
    {
        var reader = new PackStreamReader(bytes);
        try
        {
            if (skip) reader.Skip();
            else reader.ReadValue();
            return false;
        }
        catch (BoltProtocolException)
        {
            return true;
        }
    }
}
