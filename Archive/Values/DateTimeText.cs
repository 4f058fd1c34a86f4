namespace StreamingTracker.Backup.Archive.Values;

/// <summary>
/// A date and time as Java prints it: <c>2015-07-04T19:32</c>, with an offset <c>2015-06-24T12:50:35.556+01:00</c>, and in a
/// zone <c>2015-06-24T12:50:35.556+02:00[Europe/Paris]</c>. Seconds count from 1970-01-01T00:00.
/// </summary>
internal static class DateTimeText
{
    public const int Longest = DateText.Longest + 1 + TimeText.Longest + OffsetText.Longest;

    /// <summary>Writes a date and time without a zone.</summary>
    /// <returns>The text's length; 0 when Neo4j holds no such moment.</returns>
    public static int Write(Span<byte> text, long epochSeconds, int nanos)
    {
        if (nanos is < 0 or >= (int)TimeText.NanosOfSecond) return 0;
        var (days, seconds) = CivilDate.FloorDivide(epochSeconds, CivilDate.SecondsOfDay);
        var at = DateText.Write(text, days);
        if (at == 0) return 0;
        text[at++] = (byte)'T';
        return at + TimeText.Write(text[at..], seconds * TimeText.NanosOfSecond + nanos);
    }

    /// <summary>Writes an instant, given in UTC seconds, as it reads at an offset.</summary>
    /// <returns>The text's length; 0 when Neo4j holds no such moment or offset.</returns>
    public static int WriteWithOffset(Span<byte> text, long epochSeconds, int nanos, int offsetSeconds)
    {
        if (epochSeconds is < long.MinValue / 2 or > long.MaxValue / 2) return 0;
        var at = Write(text, epochSeconds + offsetSeconds, nanos);
        if (at == 0) return 0;
        var offset = OffsetText.Write(text[at..], offsetSeconds);
        return offset == 0 ? 0 : at + offset;
    }

    /// <summary>Writes an instant in a zone.</summary>
    /// <returns>The text's length, at most <see cref="Longest"/>, the zone's, and 2; 0 when Neo4j holds no such moment or zone.</returns>
    public static int WriteWithZone(Span<byte> text, long epochSeconds, int nanos, ReadOnlySpan<byte> zoneId, int offsetSeconds)
    {
        if (!ZoneId.IsValid(zoneId)) return 0;
        var at = WriteWithOffset(text, epochSeconds, nanos, offsetSeconds);
        if (at == 0) return 0;
        text[at++] = (byte)'[';
        zoneId.CopyTo(text[at..]);
        at += zoneId.Length;
        text[at++] = (byte)']';
        return at;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out long epochSeconds, out int nanos) =>
        TryTake(ref text, out epochSeconds, out nanos) && text.IsEmpty;

    public static bool TryParseWithOffset(ReadOnlySpan<byte> text, out long epochSeconds, out int nanos, out int offsetSeconds)
    {
        offsetSeconds = 0;
        if (!TryTake(ref text, out epochSeconds, out nanos) || !OffsetText.TryParse(text, out offsetSeconds)) return false;
        epochSeconds -= offsetSeconds;
        return true;
    }

    /// <summary>Reads back what <see cref="WriteWithZone"/> wrote: the text's own offset gives the seconds, no zone database is asked.</summary>
    public static bool TryParseWithZone(ReadOnlySpan<byte> text, out long epochSeconds, out int nanos, out ReadOnlySpan<byte> zoneId)
    {
        (epochSeconds, nanos) = (0, 0);
        zoneId = default;
        var zone = text.IndexOf((byte)'[');
        if (zone < 0 || text[^1] != ']') return false;
        zoneId = text[(zone + 1)..^1];
        return ZoneId.IsValid(zoneId) && TryParseWithOffset(text[..zone], out epochSeconds, out nanos, out _);
    }

    private static bool TryTake(ref ReadOnlySpan<byte> text, out long epochSeconds, out int nanos)
    {
        (epochSeconds, nanos) = (0, 0);
        if (!DateText.TryTake(ref text, out var days) || !Digits.TryTake(ref text, 'T')) return false;
        if (!TimeText.TryTake(ref text, out var nanosOfDay)) return false;
        epochSeconds = days * CivilDate.SecondsOfDay + nanosOfDay / TimeText.NanosOfSecond;
        nanos = (int)(nanosOfDay % TimeText.NanosOfSecond);
        return true;
    }
}
