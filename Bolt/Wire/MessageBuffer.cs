namespace StreamingTracker.Backup.Bolt.Wire;

/// <summary>The bytes of one message at a time, in an array that is kept from message to message.</summary>
internal sealed class MessageBuffer
{
    private const int Smallest = 4 * 1024;
    private const int KeptWhateverItHolds = 1024 * 1024;

    private byte[] _bytes = [];

    /// <summary>How many bytes the message has so far.</summary>
    public int Length { get; private set; }

    /// <summary>The message so far; valid until the next change.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Room for at least so many bytes after those written.</summary>
    public Memory<byte> Reserve(int count)
    {
        if (count > _bytes.Length - Length) Grow(count);
        return _bytes.AsMemory(Length);
    }

    /// <summary>Counts reserved bytes as written.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_bytes.Length - Length), nameof(count));
        Length += count;
    }

    /// <summary>Adds bytes to the message.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length).Span);
        Length += bytes.Length;
    }

    /// <summary>Begins another message. A large array goes once a message made little use of it, so that one giant does not stay.</summary>
    public void Clear()
    {
        if (_bytes.Length > KeptWhateverItHolds && Length < _bytes.Length / 4) _bytes = [];
        Length = 0;
    }

    private void Grow(int count)
    {
        var needed = (long)Length + count;
        if (needed > Array.MaxLength) throw new BoltProtocolException($"A message of {needed} bytes is larger than any array");
        Array.Resize(ref _bytes, (int)Math.Min(Math.Max(Math.Max(needed, 2L * _bytes.Length), Smallest), Array.MaxLength));
    }
}
