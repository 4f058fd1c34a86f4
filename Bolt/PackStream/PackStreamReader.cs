using System.Buffers.Binary;
using System.Text;
using static StreamingTracker.Backup.Bolt.PackStream.PackStreamMarkers;

namespace StreamingTracker.Backup.Bolt.PackStream;

/// <summary>
/// Reads PackStream values in place, without an object per value. Every read checks its bounds: a value that runs past the
/// end, or is not of the type asked for, is a <see cref="BoltProtocolException"/>.
/// </summary>
public ref struct PackStreamReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>How many bytes there are, read or not.</summary>
    public readonly int Length => _data.Length;

    /// <summary>Whether every byte has been read.</summary>
    public readonly bool AtEnd => Position == _data.Length;

    /// <summary>The type of the next value, which stays unread.</summary>
    public readonly PackStreamType PeekType()
    {
        var marker = Position < _data.Length ? _data[Position] : throw Truncated();
        return marker switch
        {
            < TinyString or >= TinyIntFirst => PackStreamType.Integer,
            < TinyList => PackStreamType.String,
            < TinyMap => PackStreamType.List,
            < TinyStruct => PackStreamType.Map,
            < Null => PackStreamType.Structure,
            Null => PackStreamType.Null,
            Float64 => PackStreamType.Float,
            False or True => PackStreamType.Boolean,
            Integer8 or Integer16 or Integer32 or Integer64 => PackStreamType.Integer,
            Bytes8 or Bytes16 or Bytes32 => PackStreamType.Bytes,
            String8 or String16 or String32 => PackStreamType.String,
            List8 or List16 or List32 => PackStreamType.List,
            Map8 or Map16 or Map32 => PackStreamType.Map,
            _ => throw new BoltProtocolException($"Byte 0x{marker:X2} at offset {Position} begins no PackStream value"),
        };
    }

    /// <summary>Reads a null.</summary>
    public void ReadNull()
    {
        if (Marker() != Null) throw Unexpected("null");
    }

    /// <summary>Reads a boolean.</summary>
    public bool ReadBoolean() => Marker() switch
    {
        True => true,
        False => false,
        _ => throw Unexpected("a boolean"),
    };

    /// <summary>Reads an integer of any width.</summary>
    public long ReadInteger()
    {
        var marker = Marker();
        return marker switch
        {
            < TinyString => marker,
            >= TinyIntFirst => (sbyte)marker,
            Integer8 => (sbyte)Take(1)[0],
            Integer16 => BinaryPrimitives.ReadInt16BigEndian(Take(2)),
            Integer32 => BinaryPrimitives.ReadInt32BigEndian(Take(4)),
            Integer64 => BinaryPrimitives.ReadInt64BigEndian(Take(8)),
            _ => throw Unexpected("an integer"),
        };
    }

    /// <summary>Reads a float, every bit of it.</summary>
    public double ReadFloat() =>
        Marker() == Float64 ? BinaryPrimitives.ReadDoubleBigEndian(Take(8)) : throw Unexpected("a float");

    /// <summary>Reads text as the UTF-8 bytes it came in; they are not validated.</summary>
    public ReadOnlySpan<byte> ReadStringUtf8() => Take(Size(Marker(), TinyString, String8, "a string"));

    /// <summary>Reads text.</summary>
    public string ReadString() => Encoding.UTF8.GetString(ReadStringUtf8());

    /// <summary>Reads a byte array.</summary>
    public ReadOnlySpan<byte> ReadBytes() => Take(Marker() switch
    {
        Bytes8 => Take(1)[0],
        Bytes16 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
        Bytes32 => Size32(),
        _ => throw Unexpected("a byte array"),
    });

    /// <summary>Reads the beginning of a list.</summary>
    /// <returns>How many values follow.</returns>
    public int ReadListHeader() => Possible(Size(Marker(), TinyList, List8, "a list"), 1);

    /// <summary>Reads the beginning of a map.</summary>
    /// <returns>How many pairs of a string and a value follow.</returns>
    public int ReadMapHeader() => Possible(Size(Marker(), TinyMap, Map8, "a map"), 2);

    /// <summary>Reads the beginning of a structure.</summary>
    /// <param name="fields">How many values follow, 0 to 15.</param>
    /// <returns>The structure's tag.</returns>
    public byte ReadStructureHeader(out int fields)
    {
        var marker = Marker();
        if (marker is < TinyStruct or >= Null) throw Unexpected("a structure");
        fields = marker & 0x0F;
        return Take(1)[0];
    }

    /// <summary>Passes over one value, whatever it holds.</summary>
    public void Skip()
    {
        for (long left = 1; left > 0; left--)
        {
            switch (PeekType())
            {
                case PackStreamType.Null or PackStreamType.Boolean: Position++; break;
                case PackStreamType.Integer: ReadInteger(); break;
                case PackStreamType.Float: ReadFloat(); break;
                case PackStreamType.String: ReadStringUtf8(); break;
                case PackStreamType.Bytes: ReadBytes(); break;
                case PackStreamType.List: left += ReadListHeader(); break;
                case PackStreamType.Map: left += 2L * ReadMapHeader(); break;
                default:
                    ReadStructureHeader(out var fields);
                    left += fields;
                    break;
            }
        }
    }

    /// <summary>Passes over one value, whatever it holds.</summary>
    /// <returns>The bytes it is written in.</returns>
    public ReadOnlySpan<byte> ReadRaw()
    {
        var start = Position;
        Skip();
        return _data[start..Position];
    }

    private byte Marker() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _data.Length - Position) throw Truncated();
        var taken = _data.Slice(Position, length);
        Position += length;
        return taken;
    }

    private int Size(byte marker, byte tiny, byte first, string expected) => (marker - first) switch
    {
        _ when (marker & 0xF0) == tiny => marker & 0x0F,
        0 => Take(1)[0],
        1 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
        2 => Size32(),
        _ => throw Unexpected(expected),
    };

    private int Size32()
    {
        var size = BinaryPrimitives.ReadUInt32BigEndian(Take(4));
        if (size > int.MaxValue) throw new BoltProtocolException($"A value of {size} bytes or items is over the protocol's limit");
        return (int)size;
    }

    // An element takes at least a byte, so a count that the rest cannot hold is refused before anyone allocates for it.
    private readonly int Possible(int count, int bytesEach) =>
        (long)count * bytesEach <= _data.Length - Position ? count : throw Truncated();

    private readonly BoltProtocolException Unexpected(string expected) =>
        new($"Expected {expected} at offset {Position - 1}, found marker 0x{_data[Position - 1]:X2}");

    private readonly BoltProtocolException Truncated() =>
        new($"The message ends inside a value, at offset {Position} of {_data.Length} bytes");
}
