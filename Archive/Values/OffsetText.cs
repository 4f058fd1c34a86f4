namespace StreamingTracker.Backup.Archive.Values;

/// <summary>An offset from UTC as Java prints it: <c>Z</c>, <c>+01:00</c>, <c>+00:09:21</c>.</summary>
internal static class OffsetText
{
    public const int Longest = 9;

    /// <summary>18 hours either way.</summary>
    public const int Furthest = 64_800;

    /// <summary>Writes the text.</summary>
    /// <returns>Its length; 0 when the offset is beyond 18 hours.</returns>
    public static int Write(Span<byte> text, int offsetSeconds)
    {
        if (offsetSeconds is < -Furthest or > Furthest) return 0;
        text[0] = offsetSeconds switch { 0 => (byte)'Z', < 0 => (byte)'-', _ => (byte)'+' };
        if (offsetSeconds == 0) return 1;
        var size = Math.Abs(offsetSeconds);
        Digits.Write(text[1..], 2, size / 3600);
        text[3] = (byte)':';
        Digits.Write(text[4..], 2, size / 60 % 60);
        if (size % 60 == 0) return 6;
        text[6] = (byte)':';
        return 7 + Digits.Write(text[7..], 2, size % 60);
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out int offsetSeconds)
    {
        offsetSeconds = 0;
        if (text is [(byte)'Z']) return true;
        var negative = Digits.TryTake(ref text, '-');
        if (!negative && !Digits.TryTake(ref text, '+')) return false;
        if (!Digits.TryTake(ref text, 2, out var hours) || !Digits.TryTake(ref text, ':')) return false;
        if (!Digits.TryTake(ref text, 2, out var minutes) || minutes > 59) return false;
        var seconds = 0;
        if (Digits.TryTake(ref text, ':') && (!Digits.TryTake(ref text, 2, out seconds) || seconds > 59)) return false;
        var size = hours * 3600 + minutes * 60 + seconds;
        offsetSeconds = negative ? -size : size;
        return size <= Furthest && text.IsEmpty;
    }
}
