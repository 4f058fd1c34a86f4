namespace StreamingTracker.Backup.Archive.Values;

/// <summary>
/// A time of day as Java prints it: seconds only when there are any, and 3, 6 or 9 digits of fraction: <c>19:32</c>,
/// <c>12:50:35.556</c>. With an offset: <c>12:50Z</c>, <c>12:50:00.000001-18:00</c>.
/// </summary>
internal static class TimeText
{
    public const int Longest = 18;
    public const long NanosOfSecond = 1_000_000_000;
    public const long NanosOfDay = CivilDate.SecondsOfDay * NanosOfSecond;

    /// <summary>Writes a time of day.</summary>
    /// <returns>The text's length; 0 when a day has no such nanosecond.</returns>
    public static int Write(Span<byte> text, long nanosOfDay)
    {
        if (nanosOfDay is < 0 or >= NanosOfDay) return 0;
        var (seconds, nanos) = Math.DivRem(nanosOfDay, NanosOfSecond);
        Digits.Write(text, 2, seconds / 3600);
        text[2] = (byte)':';
        Digits.Write(text[3..], 2, seconds / 60 % 60);
        if (seconds % 60 == 0 && nanos == 0) return 5;
        text[5] = (byte)':';
        Digits.Write(text[6..], 2, seconds % 60);
        if (nanos == 0) return 8;
        text[8] = (byte)'.';
        if (nanos % 1_000_000 == 0) return 9 + Digits.Write(text[9..], 3, nanos / 1_000_000);
        if (nanos % 1_000 == 0) return 9 + Digits.Write(text[9..], 6, nanos / 1_000);
        return 9 + Digits.Write(text[9..], 9, nanos);
    }

    /// <summary>Writes a time of day with its offset.</summary>
    /// <returns>The text's length; 0 when there is no such time or offset.</returns>
    public static int WriteWithOffset(Span<byte> text, long nanosOfDay, int offsetSeconds)
    {
        var time = Write(text, nanosOfDay);
        if (time == 0) return 0;
        var offset = OffsetText.Write(text[time..], offsetSeconds);
        return offset == 0 ? 0 : time + offset;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out long nanosOfDay) => TryTake(ref text, out nanosOfDay) && text.IsEmpty;

    public static bool TryParseWithOffset(ReadOnlySpan<byte> text, out long nanosOfDay, out int offsetSeconds)
    {
        offsetSeconds = 0;
        return TryTake(ref text, out nanosOfDay) && OffsetText.TryParse(text, out offsetSeconds);
    }

    /// <summary>Reads a time of day off the front of the text.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> text, out long nanosOfDay)
    {
        nanosOfDay = 0;
        if (!Digits.TryTake(ref text, 2, out var hours) || hours > 23) return false;
        if (!Digits.TryTake(ref text, ':') || !Digits.TryTake(ref text, 2, out var minutes) || minutes > 59) return false;
        var (seconds, nanos) = (0, 0);
        if (Digits.TryTake(ref text, ':'))
        {
            if (!Digits.TryTake(ref text, 2, out seconds) || seconds > 59) return false;
            if (Digits.TryTake(ref text, '.') && !Digits.TryTakeNanos(ref text, out nanos)) return false;
        }
        nanosOfDay = (hours * 3600 + minutes * 60 + seconds) * NanosOfSecond + nanos;
        return true;
    }
}
