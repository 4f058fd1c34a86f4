using System.Text;
using NodaTime;
using NodaTime.TimeZones;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Values;

/// <summary>
/// The offset that held in a zone at an instant, for the text that people read: from the zone database inside NodaTime, so that
/// the same graph gives the same file on every machine. Not safe for several threads at once.
/// </summary>
internal sealed class ZoneOffsets
{
    private static readonly string[] FixedPrefixes = ["UTC", "GMT", "UT"];
    private static readonly long NodaTimeEnd = Instant.FromUtc(9999, 1, 1, 0, 0).ToUnixTimeSeconds();
    private static readonly long NodaTimeStart = Instant.MinValue.ToUnixTimeSeconds() + 1;

    // Null stands for a zone that is unknown here; its moments are written in UTC.
    private readonly Dictionary<byte[], DateTimeZone?> _zones = new(Utf8Comparer.Instance);

    /// <summary>Seconds east of UTC; 0 for a zone that the database lacks.</summary>
    public int At(ReadOnlySpan<byte> zoneId, long epochSeconds)
    {
        var zones = _zones.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!zones.TryGetValue(zoneId, out var zone)) zones[zoneId] = zone = Find(Encoding.ASCII.GetString(zoneId));
        return zone?.GetUtcOffset(Instant.FromUnixTimeSeconds(IntoRange(epochSeconds))).Seconds ?? 0;
    }

    /// <summary>Later moments go back by whole cycles of 400 years, after which every rule repeats; earlier ones have the first offset.</summary>
    private static long IntoRange(long epochSeconds)
    {
        const long Cycle = CivilDate.DaysOf400Years * CivilDate.SecondsOfDay;
        if (epochSeconds < NodaTimeEnd) return Math.Max(epochSeconds, NodaTimeStart);
        return NodaTimeEnd - Cycle + (epochSeconds - NodaTimeEnd) % Cycle;
    }

    private static DateTimeZone? Find(string zoneId) =>
        FixedOffset(zoneId) is { } seconds
            ? DateTimeZone.ForOffset(Offset.FromSeconds(seconds))
            : TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(zoneId) ? DateTimeZoneProviders.Tzdb[zoneId] : null;

    /// <summary>
    /// Java's ids of fixed offset: an offset alone, or after UTC, GMT or UT, of the forms +h, +hh, +hh:mm, +hhmm, +hh:mm:ss, +hhmmss.
    /// </summary>
    private static int? FixedOffset(string zoneId)
    {
        if (zoneId is "Z" or "UTC" or "GMT" or "UT") return 0;
        var prefix = FixedPrefixes.FirstOrDefault(p => zoneId.StartsWith(p, StringComparison.Ordinal)) ?? "";
        var digits = zoneId[prefix.Length..];
        if (digits is not ['+' or '-', ..]) return null;
        var shortForm = digits[1..].Replace(":", "", StringComparison.Ordinal);
        if (shortForm.Length is not (1 or 2 or 4 or 6) || !shortForm.All(char.IsAsciiDigit)) return null;
        shortForm = (shortForm.Length == 1 ? "0" + shortForm : shortForm).PadRight(6, '0');
        var canonical = $"{digits[0]}{shortForm[..2]}:{shortForm[2..4]}:{shortForm[4..]}";
        return OffsetText.TryParse(Encoding.ASCII.GetBytes(canonical), out var seconds) ? seconds : null;
    }
}
