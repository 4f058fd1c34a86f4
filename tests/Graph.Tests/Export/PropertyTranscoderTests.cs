using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Values;
using StreamingTracker.Backup.Graph.Export;
using StreamingTracker.Backup.Graph.Import;

namespace StreamingTracker.Backup.Graph.Tests.Export;

public sealed class PropertyTranscoderTests
{
    private static readonly double JavaNaN = BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000);

    public static TheoryData<object> StorableValues =>
    [
        true, false, 0L, -17L, long.MaxValue, long.MinValue, 0.0, -0.0, JavaNaN, double.NegativeInfinity, 4.9e-324, "", "\0 電 😀 \u2028",
        Array.Empty<byte>(), new byte[] { 0, 255 }, new Date(-365_243_219_162), new Date(365_241_780_471), new Time(86_399_999_999_999, 64_800),
        new Time(0, -64_800), new LocalTime(1), new LocalDateTime(-31_557_014_135_596_800, 0), new LocalDateTime(31_556_889_832_780_799, 999_999_999),
        new OffsetDateTime(-3_768_000_000, 1, 561), new ZonedDateTime(1_635_642_000, 0, "GMT+3"), new Duration(-3, 4, -5, 123),
        new Duration(long.MaxValue, long.MinValue, 0, 999_999_999), new Point(7203, -0.0, double.PositiveInfinity, null), new Point(9157, 1, 2, 3),
        new Point(4326, 180, -90, null), new Point(4979, 1, 2, 3), new List<object?>(), new List<object?> { 1L, 2L }, new List<object?> { "a", "" },
        new List<object?> { new Date(1), new Date(2) }, new List<object?> { new Point(7203, 1, 2, null) }, new List<object?> { 1.5, JavaNaN },
    ];

    public static TheoryData<string, byte[]> UnstorableValues => new()
    {
        { "null", Packed.Value(null) },
        { "map", Packed.Value(new Dictionary<string, object?> { ["secret"] = "value" }) },
        { "list inside a list", Packed.Value(new List<object?> { new List<object?> { 1L } }) },
        { "null", Packed.Value(new List<object?> { null }) },
        { "map", Packed.Value(new List<object?> { new Dictionary<string, object?>() }) },
        { "byte array inside a list", Packed.Value(new List<object?> { new byte[] { 1 } }) },
        { "different types", Packed.Value(new List<object?> { 1L, "value" }) },
        { "different types", Packed.Value(new List<object?> { new Date(1), new LocalTime(1) }) },
        { "Bolt before its UTC patch", Structure(StructureTag.LegacyDateTime, 1, 2, 3) },
        { "Bolt before its UTC patch", Structure(StructureTag.LegacyDateTimeZoneId, 1, 2, 3) },
        { "0x56", Structure(0x56, 1, 2) },
        { "0x4E", Packed.Value(new Node(1, [], new Dictionary<string, object?>())) },
        { "0x44", Structure(StructureTag.Date, 1, 2) },
        { "out of range", Packed.Value(new Date(365_241_780_472)) },
        { "out of range", Packed.Value(new LocalTime(86_400_000_000_000)) },
        { "out of range", Packed.Value(new LocalTime(-1)) },
        { "out of range", Packed.Value(new Time(0, 64_801)) },
        { "out of range", Packed.Value(new LocalDateTime(0, 1_000_000_000)) },
        { "out of range", Packed.Value(new LocalDateTime(long.MaxValue, 0)) },
        { "out of range", Packed.Value(new OffsetDateTime(0, -1, 0)) },
        { "out of range", Packed.Value(new ZonedDateTime(long.MinValue, 0, "UTC")) },
        { "out of range", Packed.Value(new Duration(0, 0, 0, 1_000_000_000)) },
        { "coordinate system", Packed.Value(new Point(4979, 1, 2, null)) },
        { "coordinate system", Packed.Value(new Point(7203, 1, 2, 3)) },
        { "coordinate system", Packed.Value(new Point(1, 1, 2, null)) },
    };

    [Theory]
    [MemberData(nameof(StorableValues))]
    public void A_value_that_Neo4j_stores_comes_through_both_ways_unchanged(object value)
    {
        var properties = new Dictionary<string, object?> { ["first"] = value, ["näme ` \\"] = value };
        var buffer = new PackBuffer();
        var row = new RowProperties(buffer);
        row.Begin();
        Transcode(Packed.Value(properties), row);
        row.End();
        Assert.Equal(Bits(properties), Bits(Packed.Read(buffer.Written.Span)));
    }

    [Theory]
    [MemberData(nameof(UnstorableValues))]
    public void A_value_that_no_property_holds_is_refused_by_its_place_and_not_its_content(string reason, byte[] value)
    {
        byte[] properties = [0xA1, .. Packed.Value("the name"), .. value];
        var refused = Assert.Throws<UnsupportedValueException>(() => Transcode(properties, new RowProperties(new PackBuffer())));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Contains("`the name` of node 42", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("value", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_that_the_record_cannot_hold_are_refused_at_once()
    {
        foreach (byte[] hostile in (byte[][])[[0xDA, 0x7F, 0xFF, 0xFF, 0xFF], [0xA1, 0x81, 0x61, 0xD6, 0x7F, 0xFF, 0xFF, 0xFF], [0xA1, 0x81, 0x61, 0xD2, 0xFF, 0xFF, 0xFF, 0xFF]])
        {
            Assert.Throws<BoltProtocolException>(() => Transcode(hostile, new RowProperties(new PackBuffer())));
        }
    }

    private static void Transcode(byte[] properties, IPropertySink sink) =>
        new PropertyTranscoder(new PackStreamReader(properties), sink, "node", 42).Copy();

    private static byte[] Structure(byte tag, params long[] fields) => Packed.Write(writer =>
    {
        writer.WriteStructureHeader(tag, fields.Length);
        foreach (var field in fields) writer.WriteInteger(field);
    });

    // Packed again, every bit of a float counts, and lists are compared by what they hold.
    private static byte[] Bits(object? value) => Packed.Value(value);
}
