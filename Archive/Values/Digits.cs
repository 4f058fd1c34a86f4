namespace StreamingTracker.Backup.Archive.Values;

/// <summary>Numbers of fixed width within a value's text. Each writer gives back how many bytes it wrote.</summary>
internal static class Digits
{
    public static int Write(Span<byte> text, int width, long number)
    {
        for (var i = width - 1; i >= 0; i--)
        {
            text[i] = (byte)('0' + number % 10);
            number /= 10;
        }
        return width;
    }

    /// <summary>Reads exactly <paramref name="width"/> digits off the front of the text.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> text, int width, out int number)
    {
        number = 0;
        return Count(text) >= width && TakeCounted(ref text, width, out number);
    }

    /// <summary>Reads all digits at the front of the text: 1 to <paramref name="most"/>, at most 9.</summary>
    public static bool TryTakeAll(ref ReadOnlySpan<byte> text, int most, out int number, out int width)
    {
        number = 0;
        width = Count(text);
        return width >= 1 && width <= most && TakeCounted(ref text, width, out number);
    }

    /// <summary>Passes over one expected byte.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected) return false;
        text = text[1..];
        return true;
    }

    /// <summary>Reads a fraction of a second of 1 to 9 digits, without its point.</summary>
    public static bool TryTakeNanos(ref ReadOnlySpan<byte> text, out int nanos)
    {
        if (!TryTakeAll(ref text, 9, out nanos, out var width)) return false;
        for (; width < 9; width++) nanos *= 10;
        return true;
    }

    private static bool TakeCounted(ref ReadOnlySpan<byte> text, int width, out int number)
    {
        number = 0;
        foreach (var digit in text[..width]) number = number * 10 + (digit - '0');
        text = text[width..];
        return true;
    }

    private static int Count(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }
}
