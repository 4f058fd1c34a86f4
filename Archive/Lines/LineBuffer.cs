using System.Text;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>Bytes in the making: grows as it must and keeps its memory for the next line.</summary>
internal sealed class LineBuffer(int capacity)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    /// <summary>Room for at least <paramref name="count"/> bytes; they count as written after <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int count)
    {
        if (count > _bytes.Length - Length) Grow(count);
        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Write(byte value)
    {
        if (Length == _bytes.Length) Grow(1);
        _bytes[Length++] = value;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    public void Write(string text) => Advance(Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length))));

    public void Write(long number)
    {
        number.TryFormat(Reserve(20), out var written);
        Length += written;
    }

    /// <summary>Puts bytes before those that stand at <paramref name="position"/> and after.</summary>
    public void Insert(int position, ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        _bytes.AsSpan(position, Length - position).CopyTo(_bytes.AsSpan(position + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(position));
        Length += bytes.Length;
    }

    public void Clear() => Length = 0;

    private void Grow(int count)
    {
        var needed = (long)Length + count;
        if (needed > Array.MaxLength) throw new UnsupportedValueException(
            $"A line of more than {Array.MaxLength} bytes can't be written",
            "Make the entity's properties smaller: no backup can hold them.");
        Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _bytes.Length)));
    }
}
