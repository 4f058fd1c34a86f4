namespace StreamingTracker.Backup.Archive.Values;

/// <summary>A date as Java prints it: <c>2015-07-04</c>, <c>+12345-01-01</c>, <c>-0001-12-31</c>.</summary>
internal static class DateText
{
    public const int Longest = 16;

    /// <summary>Writes the text.</summary>
    /// <returns>Its length; 0 when the day is beyond the years that Neo4j holds.</returns>
    public static int Write(Span<byte> text, long epochDays)
    {
        if (!CivilDate.IsDay(epochDays)) return 0;
        var (year, month, day) = CivilDate.FromDays(epochDays);
        var at = WriteYear(text, year);
        text[at++] = (byte)'-';
        at += Digits.Write(text[at..], 2, month);
        text[at++] = (byte)'-';
        return at + Digits.Write(text[at..], 2, day);
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out long epochDays) => TryTake(ref text, out epochDays) && text.IsEmpty;

    /// <summary>Reads a date off the front of the text.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> text, out long epochDays)
    {
        epochDays = 0;
        var negative = Digits.TryTake(ref text, '-');
        if (!negative) Digits.TryTake(ref text, '+');
        return Digits.TryTakeAll(ref text, 9, out var year, out var width) && width >= 4
            && Digits.TryTake(ref text, '-') && Digits.TryTake(ref text, 2, out var month)
            && Digits.TryTake(ref text, '-') && Digits.TryTake(ref text, 2, out var day)
            && CivilDate.TryToDays(negative ? -year : year, month, day, out epochDays);
    }

    private static int WriteYear(Span<byte> text, long year)
    {
        var signed = year is < 0 or > 9999;
        if (signed) text[0] = year < 0 ? (byte)'-' : (byte)'+';
        var at = signed ? 1 : 0;
        var size = Math.Abs(year);
        if (size <= 9999) return at + Digits.Write(text[at..], 4, size);
        size.TryFormat(text[at..], out var written);
        return at + written;
    }
}
