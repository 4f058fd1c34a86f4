using System.Buffers;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Graph.Tests.Export;

/// <summary>Values as they come over the wire.</summary>
internal static class Packed
{
    public static byte[] Value(object? value) => Write(writer => writer.WriteValue(value));

    public static byte[] Write(Action<PackStreamWriter> write)
    {
        var packed = new ArrayBufferWriter<byte>();
        write(new PackStreamWriter(packed));
        return packed.WrittenSpan.ToArray();
    }

    public static object? Read(ReadOnlySpan<byte> packed)
    {
        var reader = new PackStreamReader(packed);
        var value = reader.ReadValue();
        Assert.True(reader.AtEnd);
        return value;
    }
}
