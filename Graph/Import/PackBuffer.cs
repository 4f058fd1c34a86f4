using System.Buffers;
using System.Buffers.Binary;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>A growing buffer for PackStream in which the size of a list or map can be put in once its end is known.</summary>
internal sealed class PackBuffer : IBufferWriter<byte>
{
    private const byte List32 = 0xD6;
    private const byte Map32 = 0xDA;

    private byte[] _bytes = new byte[64 * 1024];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Forgets everything from here on, and keeps the memory.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Begins a list whose count <see cref="SetCount"/> puts in.</summary>
    /// <returns>The place for the count.</returns>
    public int BeginList() => Begin(List32);

    /// <summary>Begins a map whose count <see cref="SetCount"/> puts in.</summary>
    /// <returns>The place for the count.</returns>
    public int BeginMap() => Begin(Map32);

    /// <summary>Says how many values, or pairs, a list or map has.</summary>
    public void SetCount(int place, int count) => BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(place), count);

    /// <inheritdoc/>
    public void Advance(int count) => Length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private int Begin(byte marker)
    {
        Reserve(5);
        _bytes[Length] = marker;
        Length += 5;
        return Length - 4;
    }

    private void Reserve(int size)
    {
        var needed = checked(Length + Math.Max(size, 1));
        if (needed > _bytes.Length) Array.Resize(ref _bytes, (int)Math.Clamp(2L * _bytes.Length, needed, Array.MaxLength));
    }
}
