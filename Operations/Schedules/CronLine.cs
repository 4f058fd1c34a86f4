using Cronos;
using NodaTime;

namespace StreamingTracker.Backup.Operations.Schedules;

/// <summary>
/// One cron line: five fields (minute, hour, day of month, month, day of week), or six with seconds first. Cronos reads it and finds
/// times on a calendar; what a zone makes of them is found here, with the zones that NodaTime brings along, since the machine's own
/// time-zone database may be missing.
/// </summary>
/// <remarks>
/// The rules for both changes of daylight saving are Cronos' own. Where the clock leaps over a time, the line is due at the leap, once.
/// Where the clock is set back, a line that names its time (<c>30 2 * * *</c>) is due at the first of the two and no more, and one
/// that names a distance (a <c>*</c>, <c>/</c> or <c>-</c> among seconds, minutes or hours) goes on through both.
/// </remarks>
public sealed class CronLine
{
    private const int FieldsWithSeconds = 6;

    private readonly CronExpression _expression;
    private readonly bool _namesDistance;

    private CronLine(string text, CronExpression expression, bool namesDistance) =>
        (Text, _expression, _namesDistance) = (text, expression, namesDistance);

    /// <summary>The line as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is none, or never due; the message says which field is wrong, without the line.</exception>
    public static CronLine Parse(string text)
    {
        var fields = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (FieldsWithSeconds - 1 or FieldsWithSeconds))
        {
            throw new FormatException(
                $"it has {(fields.Length == 1 ? "1 field" : $"{fields.Length} fields")} and needs five " +
                "(minute, hour, day of month, month, day of week), or six with seconds first");
        }

        var withSeconds = fields.Length == FieldsWithSeconds;
        var expression = Read(text, withSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard);
        if (expression.GetNextOccurrence(DateTime.UnixEpoch, inclusive: true) is null) throw new FormatException("no such day ever comes");
        return new(text, expression, fields[..^3].Any(field => field.AsSpan().ContainsAny("*?-/")));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>When it is due next, strictly after a moment; null for never again.</summary>
    internal Instant? Next(Instant after, DateTimeZone zone)
    {
        var interval = zone.GetZoneInterval(after);
        var from = after.WithOffset(interval.WallOffset).LocalDateTime;
        var first = First(interval, zone);
        var inclusive = from < first;
        if (inclusive) from = first!.Value;
        while (_expression.GetNextOccurrence(OnCalendar(from), inclusive) is { } found)
        {
            var time = LocalDateTime.FromDateTime(found);
            if (!interval.HasEnd || time < interval.IsoLocalEnd) return At(time, interval.WallOffset);

            var next = zone.GetZoneInterval(interval.End);
            if (time < next.IsoLocalStart) return next.Start;
            (interval, from, inclusive) = (next, First(next, zone)!.Value, true);
        }

        return null;
    }

    /// <summary>When it was due last, strictly before a moment; null for never yet.</summary>
    internal Instant? Previous(Instant before, DateTimeZone zone)
    {
        var interval = zone.GetZoneInterval(before - Duration.Epsilon);
        var to = before.WithOffset(interval.WallOffset).LocalDateTime;
        while (_expression.GetPreviousOccurrence(OnCalendar(to)) is { } found)
        {
            var time = LocalDateTime.FromDateTime(found);
            if (First(interval, zone) is not { } first || time >= first) return At(time, interval.WallOffset);

            var previous = zone.GetZoneInterval(interval.Start - Duration.Epsilon);
            if (time >= previous.IsoLocalEnd) return interval.Start;
            (interval, to) = (previous, previous.IsoLocalEnd);
        }

        return null;
    }

    private static CronExpression Read(string text, CronFormat format)
    {
        try
        {
            return CronExpression.Parse(text, format);
        }
        catch (MissingSeedException)
        {
            throw new FormatException("H has no meaning here: a delay of its own comes from Schedule:Jitter");
        }
        catch (CronFormatException e)
        {
            const string Preamble = "The given cron expression has an invalid format. ";
            throw new FormatException(e.Message.Replace(Preamble, "", StringComparison.Ordinal).TrimEnd('.'));
        }
    }

    /// <summary>The first time in an interval that counts: a time that comes twice, for a line that names its time, was in the one before.</summary>
    private LocalDateTime? First(NodaTime.TimeZones.ZoneInterval interval, DateTimeZone zone)
    {
        if (!interval.HasStart) return null;
        if (_namesDistance) return interval.IsoLocalStart;
        return LocalDateTime.Max(interval.IsoLocalStart, zone.GetZoneInterval(interval.Start - Duration.Epsilon).IsoLocalEnd);
    }

    // Cronos knows no calendar without a zone; UTC has no changes, which is the same.
    private static DateTime OnCalendar(LocalDateTime time) => DateTime.SpecifyKind(time.ToDateTimeUnspecified(), DateTimeKind.Utc);

    private static Instant At(LocalDateTime time, Offset offset) => time.WithOffset(offset).ToInstant();
}
