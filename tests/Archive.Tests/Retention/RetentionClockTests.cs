using StreamingTracker.Backup.Archive.Retention;

namespace StreamingTracker.Backup.Archive.Tests.Retention;

public sealed class RetentionClockTests
{
    private static readonly DateTimeOffset Now = RetentionSamples.Now;

    [Fact]
    public void A_backup_a_night_is_believed() => Assert.Null(Doubt(Now, believed: null, daysAgo: [.. Enumerable.Range(0, 40)]));

    [Fact]
    public void A_missed_week_is_believed_and_more_is_not()
    {
        Assert.Null(Doubt(Now, Now.AddDays(-7), 7, 8, 9));
        Assert.StartsWith("Nothing ran from 2026-11-15 12:00 UTC to 2026-11-23 12:00 UTC", Doubt(Now, Now.AddDays(-8), 8, 9), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_backs_up_once_a_month_is_believed_for_three_times_as_long()
    {
        int[] monthly = [30, 60, 90, 120, 150];
        Assert.Null(Doubt(Now, Now.AddDays(-30), monthly));
        Assert.Null(Doubt(Now.AddDays(60), Now.AddDays(-30), monthly));
        Assert.NotNull(Doubt(Now.AddDays(70), Now.AddDays(-30), monthly));
    }

    [Fact]
    public void A_clock_set_a_year_ahead_stays_in_doubt_however_many_backups_it_dates()
    {
        var wrong = Now.AddDays(365);
        for (var night = 0; night < 60; night++)
        {
            var before = Enumerable.Range(0, 40).Select(day => Now.AddDays(-day));
            var after = Enumerable.Range(0, night + 1).Select(day => wrong.AddDays(day));
            Assert.NotNull(RetentionClock.Doubt(wrong.AddDays(night), Now, [.. before, .. after], []));
        }
    }

    [Fact]
    public void Set_right_again_it_is_believed_though_there_is_a_backup_from_the_future() =>
        Assert.Null(RetentionClock.Doubt(Now.AddDays(1), Now, [Now.AddDays(365), Now, Now.AddDays(-1)], []));

    [Fact]
    public void A_clock_that_is_behind_the_time_it_was_believed_at_is_in_doubt()
    {
        Assert.Contains("showed 2026-11-23 12:00 UTC when", Doubt(Now.AddDays(-365), believed: Now, 400, 401), StringComparison.Ordinal);
        Assert.Null(Doubt(Now.AddMinutes(-9), believed: Now, 1, 2));
    }

    [Fact]
    public void Runs_that_made_no_backup_show_that_time_passed() =>
        Assert.Null(RetentionClock.Doubt(Now, Now.AddDays(-20), [Now], Enumerable.Range(0, 20).Select(day => Now.AddDays(-day))));

    [Fact]
    public void What_was_believed_is_not_asked_again() => Assert.Null(Doubt(Now, Now.AddDays(-1), 0, 1, 400, 401));

    private static string? Doubt(DateTimeOffset now, DateTimeOffset? believed, params int[] daysAgo) =>
        RetentionClock.Doubt(now, believed, [.. daysAgo.Select(days => Now.AddDays(-days))], []);
}
