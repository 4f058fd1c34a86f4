using System.Buffers.Text;

namespace StreamingTracker.Backup.Archive.Values;

/// <summary>
/// A duration as Neo4j prints it: months as years and months, seconds as hours, minutes and seconds, each part with its own sign:
/// <c>P1Y2M-3DT-1H-0.5S</c>, <c>PT0S</c>. Nothing else is converted, so months, days, seconds and nanoseconds can be read back.
/// </summary>
internal static class DurationText
{
    public const int Longest = 96;

    /// <summary>Writes the text; nanoseconds are 0 to 999,999,999 and always add to the seconds, also to negative ones.</summary>
    /// <returns>Its length; 0 when the nanoseconds are others.</returns>
    public static int Write(Span<byte> text, long months, long days, long seconds, int nanos)
    {
        if (nanos is < 0 or >= (int)TimeText.NanosOfSecond) return 0;
        text[0] = (byte)'P';
        var at = 1;
        at += WritePart(text[at..], months / 12, 'Y');
        at += WritePart(text[at..], months % 12, 'M');
        at += WritePart(text[at..], days, 'D');
        if (seconds != 0 || nanos != 0)
        {
            text[at++] = (byte)'T';
            var negative = seconds < 0;
            var fraction = nanos;
            if (negative && nanos != 0)
            {
                seconds++;
                fraction = (int)TimeText.NanosOfSecond - nanos;
            }
            at += WritePart(text[at..], seconds / 3600, 'H');
            at += WritePart(text[at..], seconds / 60 % 60, 'M');
            at += WriteSeconds(text[at..], Math.Abs(seconds % 60), fraction, negative);
        }
        if (at > 1) return at;
        "PT0S"u8.CopyTo(text);
        return 4;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out long months, out long days, out long seconds, out int nanos)
    {
        (months, days, seconds, nanos) = (0, 0, 0, 0);
        if (!Digits.TryTake(ref text, 'P') || text.IsEmpty) return false;
        var years = TakePart(ref text, 'Y');
        var monthsOfYear = TakePart(ref text, 'M');
        days = TakePart(ref text, 'D');
        Int128 total = 0;
        if (Digits.TryTake(ref text, 'T'))
        {
            if (text.IsEmpty) return false;
            total = (Int128)TakePart(ref text, 'H') * 3600 + (Int128)TakePart(ref text, 'M') * 60;
            if (!text.IsEmpty && !TryTakeSeconds(ref text, ref total, out nanos)) return false;
        }
        var allMonths = (Int128)years * 12 + monthsOfYear;
        if (!text.IsEmpty || Int128.Abs(allMonths) > long.MaxValue && allMonths != long.MinValue) return false;
        if (total < long.MinValue || total > long.MaxValue) return false;
        (months, seconds) = ((long)allMonths, (long)total);
        return true;
    }

    private static int WritePart(Span<byte> text, long number, char unit)
    {
        if (number == 0) return 0;
        number.TryFormat(text, out var written);
        text[written] = (byte)unit;
        return written + 1;
    }

    private static int WriteSeconds(Span<byte> text, long seconds, int fraction, bool negative)
    {
        if (seconds == 0 && fraction == 0) return 0;
        var at = 0;
        if (negative) text[at++] = (byte)'-';
        seconds.TryFormat(text[at..], out var written);
        at += written;
        if (fraction != 0)
        {
            text[at++] = (byte)'.';
            Digits.Write(text[at..], 9, fraction);
            at += text.Slice(at, 9).LastIndexOfAnyExcept((byte)'0') + 1;
        }
        text[at++] = (byte)'S';
        return at;
    }

    /// <summary>Reads a number that ends in this unit off the front of the text; 0, and nothing is read, when there is none.</summary>
    private static long TakePart(ref ReadOnlySpan<byte> text, char unit)
    {
        if (!Utf8Parser.TryParse(text, out long number, out var read) || read == text.Length || text[read] != unit) return 0;
        text = text[(read + 1)..];
        return number;
    }

    private static bool TryTakeSeconds(ref ReadOnlySpan<byte> text, ref Int128 total, out int nanos)
    {
        nanos = 0;
        var negative = text[0] == '-';
        if (!Utf8Parser.TryParse(text, out long whole, out var read)) return false;
        text = text[read..];
        total += whole;
        if (Digits.TryTake(ref text, '.') && !Digits.TryTakeNanos(ref text, out nanos)) return false;
        if (negative && nanos != 0)
        {
            nanos = (int)TimeText.NanosOfSecond - nanos;
            total--;
        }
        return Digits.TryTake(ref text, 'S');
    }
}
