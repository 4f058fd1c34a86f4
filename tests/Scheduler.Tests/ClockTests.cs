namespace StreamingTracker.Backup.Scheduler.Tests;

public sealed class ClockTests
{
    private const string Daily = "--Schedule:Cron=0 2 * * *";

    [Theory]
    [InlineData("2026-05-04T23:10Z")] // an hour
    [InlineData("2026-05-04T00:10Z")] // a day
    [InlineData("2026-04-25T00:10Z")] // ten days
    public async Task A_clock_that_is_set_back_makes_nothing_twice(string back)
    {
        using var scheduler = new SchedulerFixture("2026-05-03T12:00Z", Daily);
        await scheduler.RunUntilAsync("2026-05-05T00:10Z");
        var made = scheduler.Asked.Select(request => request.RunId).ToList();

        scheduler.SetClock(back);
        await scheduler.LookAsync();
        Assert.Equal(made, scheduler.Asked.Select(request => request.RunId));

        await scheduler.RunUntilAsync("2026-05-06T12:00Z");
        Assert.Equal(scheduler.Asked.Count, scheduler.Asked.Select(request => request.RunId).Distinct().Count());
        Assert.Equal("2026-05-06 00:00:00", scheduler.AskedAt[^1]);
    }

    [Fact]
    public async Task A_clock_set_far_ahead_makes_one_backup_and_set_right_again_goes_on_as_before()
    {
        using var scheduler = new SchedulerFixture("2026-05-05T12:00Z", "--Schedule:Cron=0 * * * *", "--Schedule:CatchUp=true");
        await scheduler.LookAsync();
        var before = scheduler.AskedAt.Count;

        scheduler.SetClock("2027-05-05T12:20Z");
        await scheduler.LookAsync();
        await scheduler.LookAsync();
        Assert.Equal(["2027-05-05 12:20:00"], scheduler.AskedAt.Skip(before));

        scheduler.SetClock("2026-05-05T12:30Z");
        await scheduler.RunUntilAsync("2026-05-05T14:30Z");
        Assert.Equal(["2026-05-05 13:00:00", "2026-05-05 14:00:00"], scheduler.AskedAt.Skip(before + 1));
    }

    [Fact]
    public async Task A_machine_that_slept_catches_up_once_when_it_wakes()
    {
        using var scheduler = new SchedulerFixture("2026-05-05T12:00Z", "--Schedule:Cron=0 * * * *");
        await scheduler.LookAsync();
        var before = scheduler.AskedAt.Count;

        scheduler.Clock.Advance(TimeSpan.FromHours(8.5));
        await scheduler.RunUntilAsync("2026-05-05T21:10Z");

        Assert.Equal(["2026-05-05 20:30:00", "2026-05-05 21:00:00"], scheduler.AskedAt.Skip(before));
    }
}
