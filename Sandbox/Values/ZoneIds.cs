using System.Collections.Frozen;
using NodaTime;

namespace StreamingTracker.Backup.Sandbox.Values;

/// <summary>
/// Which zones a zoned datetime may name: those of the time-zone database, less the three that Java knows as mere abbreviations.
/// </summary>
internal static class ZoneIds
{
    private static readonly FrozenSet<string> Known =
        DateTimeZoneProviders.Tzdb.Ids.Except(["EST", "MST", "HST"]).ToFrozenSet(StringComparer.Ordinal);

    // Java takes these with an offset behind them as zones of their own, but the store has no number for such a zone.
    private static readonly string[] OffsetPrefixes = ["UTC", "GMT", "UT"];

    /// <summary>Checks a zone id.</summary>
    /// <param name="id">The zone id of a structure.</param>
    /// <param name="fixedOffset">
    /// The seconds east of UTC where the id is a mere offset, such as <c>+01:00</c>; the value then becomes a datetime with an
    /// offset.
    /// </param>
    /// <exception cref="MalformedRequestException">There is no such zone.</exception>
    /// <exception cref="ServerFailureException">The real server can't store it.</exception>
    public static void Require(string id, out int? fixedOffset)
    {
        fixedOffset = id == "Z" ? 0 : Offset(id);
        if (fixedOffset is not null || Known.Contains(id)) return;
        if (OffsetPrefixes.Any(prefix => id.StartsWith(prefix, StringComparison.Ordinal) && Offset(id[prefix.Length..]) is not null))
        {
            throw new ServerFailureException(StatusCode.DatabaseUnknown, "Unable to complete transaction.");
        }

        throw new MalformedRequestException(
            StatusCode.RequestInvalid,
            $"Illegal value for field \"params\": Illegal value for field \"tz_id\": Illegal zone identifier: \"{id}\"");
    }

    // +h, +hh, +hh:mm or +hh:mm:ss, up to 18 hours.
    private static int? Offset(string id)
    {
        if (id.Length < 2 || id[0] is not ('+' or '-')) return null;
        var seconds = 0;
        var unit = 3600;
        foreach (var part in id[1..].Split(':'))
        {
            if (unit == 0 || part.Length is 0 or > 2 || !part.All(char.IsAsciiDigit)) return null;
            seconds += int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) * unit;
            unit /= 60;
        }

        return seconds <= TemporalLimits.MaxOffset ? (id[0] == '-' ? -seconds : seconds) : null;
    }
}
