using System.Buffers;
using System.Text;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Sandbox.Values;

/// <summary>
/// A text that two entities share exactly when a uniqueness constraint counts their values as the same: 1 and 1.0 are the
/// same, alone and in lists, and so are bytes and a list of their numbers; 0.0 and -0.0 are not (for the real server they are,
/// but only within one transaction); NaN alone is the same as nothing, not even itself.
/// </summary>
internal static class UniquenessKey
{
    // Up to here every integer is a float too.
    private const double LargestExactInteger = 9_007_199_254_740_992;

    /// <summary>The key of some properties of a stored map.</summary>
    /// <returns>Null when a property is missing or NaN: the constraint then doesn't look at the entity.</returns>
    public static string? Of(ReadOnlySpan<byte> properties, ReadOnlySpan<byte[]> names)
    {
        var key = new ArrayBufferWriter<byte>(64);
        foreach (var name in names)
        {
            var value = PropertyMap.Find(properties, name);
            if (value.IsEmpty) return null;
            var reader = new PackStreamReader(value);
            if (reader.PeekType() == PackStreamType.Float && double.IsNaN(new PackStreamReader(value).ReadFloat())) return null;
            Write(ref reader, value, key);
        }

        return Encoding.Latin1.GetString(key.WrittenSpan);
    }

    private static void Write(ref PackStreamReader reader, ReadOnlySpan<byte> value, ArrayBufferWriter<byte> key)
    {
        var writer = new PackStreamWriter(key);
        switch (reader.PeekType())
        {
            case PackStreamType.List:
                var items = reader.ReadListHeader();
                writer.WriteListHeader(items);
                for (var i = 0; i < items; i++) Write(ref reader, value, key);
                break;
            case PackStreamType.Bytes:
                var bytes = reader.ReadBytes();
                if (bytes.IsEmpty) writer.WriteBytes(bytes);
                else writer.WriteListHeader(bytes.Length);
                foreach (var item in bytes) writer.WriteInteger((sbyte)item);
                break;
            case PackStreamType.Float:
                Number(writer, reader.ReadFloat());
                break;
            default:
                var start = reader.Position;
                reader.Skip();
                key.Write(value[start..reader.Position]);
                break;
        }
    }

    private static void Number(PackStreamWriter writer, double number)
    {
        var isNegativeZero = number == 0 && double.IsNegative(number);
        var isInteger = Math.Abs(number) <= LargestExactInteger && number == Math.Floor(number) && !isNegativeZero;
        if (isInteger) writer.WriteInteger((long)number);
        else writer.WriteFloat(number);
    }
}
