using Cronos;
using NodaTime;
using StreamingTracker.Backup.Operations.Schedules;

namespace StreamingTracker.Backup.Operations.Tests.Schedules;

public sealed class CronLineTests
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    [Theory]
    [InlineData("61 2 * * *", "Minutes")]
    [InlineData("0 24 * * *", "Hours")]
    [InlineData("0 2 32 * *", "Days of month")]
    [InlineData("0 2 * 13 *", "Months")]
    [InlineData("0 2 * * 8", "Days of week")]
    [InlineData("60 0 2 * * *", "Seconds")]
    [InlineData("H 2 * * *", "Schedule:Jitter")]
    [InlineData("0 2 * *", "4 fields")]
    [InlineData("0 0 2 * * * *", "7 fields")]
    [InlineData("@daily", "1 field ")]
    [InlineData("0 2 30 2 *", "no such day")]
    public void A_wrong_line_is_refused_with_the_field_that_is_wrong(string line, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => CronLine.Parse(line)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("30 2 * * *", "03:00+02")] // the clock leaps from 2:00 to 3:00: due at the leap
    [InlineData("15,45 2 * * *", "03:00+02")] // once, however many times it leaps over
    [InlineData("0 3 * * *", "03:00+02")]
    [InlineData("0 * * * *", "01:00+01 03:00+02 04:00+02")]
    [InlineData("30 * * * *", "01:30+01 03:00+02 03:30+02 04:30+02")]
    public void Where_the_clock_leaps_a_time_that_never_comes_is_due_at_the_leap(string line, string due) =>
        Assert.Equal(due, Between(line, Instant.FromUtc(2026, 3, 28, 23, 59, 59), Instant.FromUtc(2026, 3, 29, 3, 0)));

    [Theory]
    [InlineData("30 2 * * *", "02:30+02")] // 2:30 comes twice: due at the first
    [InlineData("0 3 * * *", "03:00+01")]
    [InlineData("0 * * * *", "02:00+02 02:00+01 03:00+01")]
    [InlineData("*/30 2 * * *", "02:00+02 02:30+02 02:00+01 02:30+01")]
    [InlineData("0 2,3 * * *", "02:00+02 03:00+01")]
    public void Where_the_clock_is_set_back_a_named_time_is_due_once_and_a_distance_goes_on(string line, string due) =>
        Assert.Equal(due, Between(line, Instant.FromUtc(2026, 10, 24, 23, 59, 59), Instant.FromUtc(2026, 10, 25, 2, 30)));

    [Fact]
    public void Day_of_month_and_day_of_week_must_both_fit() =>
        Assert.Equal(Instant.FromUtc(2026, 2, 13, 1, 0), CronLine.Parse("0 2 13 * FRI").Next(Instant.FromUtc(2026, 1, 1, 0, 0), Paris));

    // Cronos itself finds the same time for ever there, since the machine's zones call the offset of Ramadan a negative daylight saving.
    [Fact]
    public void A_zone_whose_winter_comes_in_Ramadan_has_its_times_like_any_other()
    {
        var casablanca = DateTimeZoneProviders.Tzdb["Africa/Casablanca"];
        var line = CronLine.Parse("30 2 * * *");

        Assert.Equal(
            [new(2026, 2, 14, 1, 30, 0), new(2026, 2, 15, 1, 30, 0), new(2026, 2, 16, 2, 30, 0)],
            Forwards(line, casablanca, new(2026, 2, 14, 0, 0, 0, TimeSpan.Zero), new(2026, 2, 17, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(
            [new(2026, 3, 21, 2, 30, 0), new(2026, 3, 22, 2, 0, 0), new(2026, 3, 23, 1, 30, 0)],
            Forwards(line, casablanca, new(2026, 3, 21, 0, 0, 0, TimeSpan.Zero), new(2026, 3, 24, 0, 0, 0, TimeSpan.Zero)));
    }

    /// <summary>The rules are Cronos' own: with the zones of a machine that has them, it finds the same times.</summary>
    [Theory]
    [InlineData("Europe/Paris")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")] // half an hour of daylight saving
    [InlineData("America/Sao_Paulo")] // had daylight saving until 2019
    [InlineData("Pacific/Apia")] // left out a day in 2011
    [InlineData("Asia/Kolkata")]
    [InlineData("UTC")]
    public void Every_zone_has_the_times_that_Cronos_finds(string id)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out var machine)) Assert.Skip("This machine has no time-zone database to compare with.");
        var zone = DateTimeZoneProviders.Tzdb[id];
        var (from, to) = (new DateTimeOffset(2025, 12, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 15, 0, 0, 0, TimeSpan.Zero));
        foreach (var text in new[] { "30 2 * * *", "*/20 * * * *", "0 0 * * *", "15,45 1-3 * * *", "0 2 29 2 *", "30 1 * * SUN", "59 59 23 L * *" })
        {
            var format = text.Split(' ').Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard;
            var expected = CronExpression.Parse(text, format).GetOccurrences(from, to, machine).Select(time => time.UtcDateTime).ToList();

            var line = CronLine.Parse(text);
            Assert.Equal(expected, Forwards(line, zone, from, to));
            Assert.Equal(expected, Backwards(line, zone, from, to).Reverse());
        }
    }

    private static IEnumerable<DateTime> Forwards(CronLine line, DateTimeZone zone, DateTimeOffset from, DateTimeOffset to)
    {
        var (next, end) = (Instant.FromDateTimeOffset(from) - Duration.Epsilon, Instant.FromDateTimeOffset(to));
        while (line.Next(next, zone) is { } found && found < end) yield return (next = found).ToDateTimeUtc();
    }

    private static IEnumerable<DateTime> Backwards(CronLine line, DateTimeZone zone, DateTimeOffset from, DateTimeOffset to)
    {
        var (previous, beginning) = (Instant.FromDateTimeOffset(to), Instant.FromDateTimeOffset(from));
        while (line.Previous(previous, zone) is { } found && found >= beginning) yield return (previous = found).ToDateTimeUtc();
    }

    private static string Between(string line, Instant from, Instant to)
    {
        var due = Forwards(CronLine.Parse(line), Paris, from.ToDateTimeOffset(), to.ToDateTimeOffset());
        return string.Join(' ', due.Select(time => Instant.FromDateTimeUtc(time).InZone(Paris).ToString("HH:mmo<g>", null)));
    }
}
