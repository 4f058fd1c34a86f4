using System.Buffers;
using System.Text;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Bolt.Tests.PackStream;

public sealed class PackStreamReaderTests
{
    private delegate void Reading(ref PackStreamReader reader);

    [Fact]
    public void A_value_of_another_type_than_asked_for_is_refused()
    {
        Reading[] readings =
        [
            (ref r) => r.ReadNull(), (ref r) => r.ReadBoolean(), (ref r) => r.ReadInteger(), (ref r) => r.ReadFloat(), (ref r) => r.ReadString(),
            (ref r) => r.ReadBytes(), (ref r) => r.ReadListHeader(), (ref r) => r.ReadMapHeader(), (ref r) => r.ReadStructureHeader(out _),
        ];
        byte[][] values = [[0xC0], [0xC3], [0x07], [0xC1, 0, 0, 0, 0, 0, 0, 0, 0], [0x80], [0xCC, 0], [0x90], [0xA0], [0xB0, 0x4E]];
        for (var r = 0; r < readings.Length; r++)
        {
            for (var v = 0; v < values.Length; v++) Assert.Equal(r == v, Accepts(readings[r], values[v]));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Every_size_has_a_header_of_its_own(int size)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new PackStreamWriter(buffer);
        var text = new string('t', size);
        writer.WriteString(text);
        writer.WriteString(Encoding.UTF8.GetBytes(text));
        writer.WriteBytes(new byte[size]);
        writer.WriteListHeader(size);
        for (var i = 0; i < size; i++) writer.WriteNull();
        writer.WriteMapHeader(size);
        for (var i = 0; i < 2 * size; i++) writer.WriteString("");

        var reader = new PackStreamReader(buffer.WrittenSpan);
        Assert.Equal(text, reader.ReadString());
        Assert.Equal(size, reader.ReadStringUtf8().Length);
        Assert.Equal(size, reader.ReadBytes().Length);
        Assert.Equal(size, reader.ReadListHeader());
        for (var i = 0; i < size; i++) reader.ReadNull();
        Assert.Equal(size, reader.ReadMapHeader());
        for (var i = 0; i < 2 * size; i++) Assert.Equal("", reader.ReadString());
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void Skipping_needs_no_stack_however_deep_the_nesting()
    {
        var reader = new PackStreamReader([.. Enumerable.Repeat((byte)0x91, 1_000_000), 0xC0]);

        reader.Skip();

        Assert.True(reader.AtEnd);
    }

    private static bool Accepts(Reading reading, byte[] value)
    {
        var reader = new PackStreamReader(value);
        try
        {
            reading(ref reader);
            return reader.AtEnd;
        }
        catch (BoltProtocolException)
        {
            return false;
        }
    }
}
