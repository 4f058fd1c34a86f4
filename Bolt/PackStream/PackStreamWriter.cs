using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using static StreamingTracker.Backup.Bolt.PackStream.PackStreamMarkers;

namespace StreamingTracker.Backup.Bolt.PackStream;

/// <summary>Writes PackStream values, each in its shortest form.</summary>
public readonly struct PackStreamWriter(IBufferWriter<byte> output)
{
    /// <summary>Writes a null.</summary>
    public void WriteNull() => Byte(Null);

    /// <summary>Writes a boolean.</summary>
    public void WriteBoolean(bool value) => Byte(value ? True : False);

    /// <summary>Writes an integer.</summary>
    public void WriteInteger(long value)
    {
        var span = output.GetSpan(9);
        switch (value)
        {
            case >= -16 and <= 127:
                span[0] = (byte)value;
                output.Advance(1);
                break;
            case >= sbyte.MinValue and <= sbyte.MaxValue:
                span[0] = Integer8;
                span[1] = (byte)value;
                output.Advance(2);
                break;
            case >= short.MinValue and <= short.MaxValue:
                span[0] = Integer16;
                BinaryPrimitives.WriteInt16BigEndian(span[1..], (short)value);
                output.Advance(3);
                break;
            case >= int.MinValue and <= int.MaxValue:
                span[0] = Integer32;
                BinaryPrimitives.WriteInt32BigEndian(span[1..], (int)value);
                output.Advance(5);
                break;
            default:
                span[0] = Integer64;
                BinaryPrimitives.WriteInt64BigEndian(span[1..], value);
                output.Advance(9);
                break;
        }
    }

    /// <summary>Writes a float, every bit of it.</summary>
    public void WriteFloat(double value)
    {
        var span = output.GetSpan(9);
        span[0] = Float64;
        BinaryPrimitives.WriteDoubleBigEndian(span[1..], value);
        output.Advance(9);
    }

    /// <summary>Writes text that is UTF-8 already.</summary>
    public void WriteString(ReadOnlySpan<byte> utf8)
    {
        Header(utf8.Length, TinyString, String8);
        output.Write(utf8);
    }

    /// <summary>Writes text.</summary>
    public void WriteString(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Header(length, TinyString, String8);
        Encoding.UTF8.GetBytes(value, output.GetSpan(length));
        output.Advance(length);
    }

    /// <summary>Writes a byte array.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        Sized(value.Length, Bytes8);
        output.Write(value);
    }

    /// <summary>Begins a list of <paramref name="count"/> values, which the caller writes next.</summary>
    public void WriteListHeader(int count) => Header(count, TinyList, List8);

    /// <summary>Begins a map of <paramref name="count"/> pairs of a string and a value, which the caller writes next.</summary>
    public void WriteMapHeader(int count) => Header(count, TinyMap, Map8);

    /// <summary>Begins a structure of 0 to 15 fields, which the caller writes next.</summary>
    public void WriteStructureHeader(byte tag, int fields)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)fields, 15u, nameof(fields));
        var span = output.GetSpan(2);
        span[0] = (byte)(TinyStruct | fields);
        span[1] = tag;
        output.Advance(2);
    }

    private void Header(int count, byte tiny, byte first)
    {
        if (count < 16) Byte((byte)(tiny | count));
        else Sized(count, first);
    }

    private void Sized(int count, byte first)
    {
        var span = output.GetSpan(5);
        switch (count)
        {
            case <= byte.MaxValue:
                span[0] = first;
                span[1] = (byte)count;
                output.Advance(2);
                break;
            case <= ushort.MaxValue:
                span[0] = (byte)(first + 1);
                BinaryPrimitives.WriteUInt16BigEndian(span[1..], (ushort)count);
                output.Advance(3);
                break;
            default:
                span[0] = (byte)(first + 2);
                BinaryPrimitives.WriteInt32BigEndian(span[1..], count);
                output.Advance(5);
                break;
        }
    }

    private void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
