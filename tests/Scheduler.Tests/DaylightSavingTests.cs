namespace StreamingTracker.Backup.Scheduler.Tests;

public sealed class DaylightSavingTests
{
    [Fact]
    public async Task A_night_whose_half_past_two_never_comes_has_its_backup_when_the_clock_leaps()
    {
        using var scheduler = new SchedulerFixture("2026-03-28T00:00Z", "--Schedule:Cron=30 2 * * *", "--Schedule:CatchUp=false");

        await scheduler.RunUntilAsync("2026-03-30T12:00Z");

        Assert.Equal(["2026-03-28 01:30:00", "2026-03-29 01:00:00", "2026-03-30 00:30:00"], scheduler.AskedAt);
    }

    [Fact]
    public async Task A_night_whose_half_past_two_comes_twice_has_one_backup()
    {
        using var scheduler = new SchedulerFixture("2026-10-24T12:00Z", "--Schedule:Cron=30 2 * * *", "--Schedule:CatchUp=false");

        await scheduler.RunUntilAsync("2026-10-26T12:00Z");

        Assert.Equal(["2026-10-25 00:30:00", "2026-10-26 01:30:00"], scheduler.AskedAt);
    }

    [Theory]
    [InlineData("2026-03-28T23:30Z", "2026-03-29T22:30Z", 23)]
    [InlineData("2026-10-24T22:30Z", "2026-10-25T23:30Z", 25)]
    public async Task An_hourly_backup_is_made_every_hour_of_a_short_and_of_a_long_day(string midnight, string next, int hours)
    {
        using var scheduler = new SchedulerFixture(midnight, "--Schedule:Cron=0 * * * *", "--Schedule:CatchUp=false");

        await scheduler.RunUntilAsync(next);

        Assert.Equal(hours, scheduler.AskedAt.Count);
        Assert.All(scheduler.AskedAt, at => Assert.EndsWith(":00:00", at, StringComparison.Ordinal));
        Assert.Equal(hours, scheduler.Asked.Select(request => request.RunId).Distinct().Count());
    }

    [Fact]
    public async Task A_zone_without_daylight_saving_has_every_night_alike()
    {
        using var scheduler = new SchedulerFixture(
            "2026-03-27T12:00Z", "--Schedule:Cron=30 2 * * *", "--Schedule:TimeZone=Asia/Kolkata", "--Schedule:CatchUp=false");

        await scheduler.RunUntilAsync("2026-03-30T12:00Z");

        Assert.Equal(["2026-03-27 21:00:00", "2026-03-28 21:00:00", "2026-03-29 21:00:00"], scheduler.AskedAt);
    }
}
