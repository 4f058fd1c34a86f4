using StreamingTracker.Backup.Operations.Schedules;

namespace StreamingTracker.Backup.Operations.Tests.Schedules;

public sealed class ScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_times_of_several_lines_come_in_order_each_with_its_line()
    {
        var schedule = Schedule(default, "0 2 * * *", "30 14 * * *");

        Assert.Equal(
            ["2026-05-04T14:30:00+02:00 30 14 * * *", "2026-05-05T02:00:00+02:00 0 2 * * *", "2026-05-05T14:30:00+02:00 30 14 * * *"],
            schedule.After(Noon).Take(3).Select(time => $"{time.At:yyyy-MM-ddTHH:mm:sszzz} {Assert.Single(time.Lines)}"));
    }

    [Fact]
    public void A_time_that_two_lines_name_is_one_run()
    {
        var both = Schedule(default, "0 2 * * *", "0 2 * * TUE").After(Noon).First();

        Assert.Equal(["0 2 * * *", "0 2 * * TUE"], both.Lines.Select(line => line.Text));
        Assert.Equal(both.At.AddDays(1), Schedule(default, "0 2 * * *", "0 2 * * TUE").After(both.At).First().At);
    }

    [Fact]
    public void The_last_due_time_is_the_latest_of_any_line_and_due_from_its_very_moment()
    {
        var schedule = Schedule(default, "0 2 * * *", "0 14 * * *");

        Assert.Equal(Noon, schedule.LastDue(Noon)!.At);
        Assert.Equal(Noon.AddHours(-12), schedule.LastDue(Noon.AddTicks(-1))!.At);
    }

    [Fact]
    public void Without_lines_nothing_is_ever_due()
    {
        Assert.Empty(Schedule(default).After(Noon));
        Assert.Null(Schedule(default).LastDue(Noon));
    }

    [Fact]
    public void Jitter_delays_each_time_by_its_own_share_and_always_the_same()
    {
        var jitter = TimeSpan.FromMinutes(30);
        var times = Schedule(jitter, "0 2 * * *").After(Noon).Take(100).ToList();

        Assert.All(times, time => Assert.InRange(time.StartsAt - time.At, TimeSpan.Zero, jitter));
        Assert.True(times.Max(time => time.StartsAt - time.At) - times.Min(time => time.StartsAt - time.At) > jitter / 2);
        Assert.Equal(times.Select(time => time.StartsAt), Schedule(jitter, "0 2 * * *").After(Noon).Take(100).Select(time => time.StartsAt));
        Assert.NotEqual(
            times.Select(time => time.StartsAt),
            new Schedule([CronLine.Parse("0 2 * * *")], "Europe/Paris", jitter, "other").After(Noon).Take(100).Select(time => time.StartsAt));
    }

    [Fact]
    public void Jitter_never_changes_the_order_however_close_the_times_are()
    {
        var times = Schedule(TimeSpan.FromHours(12), "*/5 * * * *").After(Noon).Take(300).ToList();

        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.First.StartsAt < pair.Second.StartsAt && pair.First.StartsAt < pair.Second.At));
    }

    [Fact]
    public void What_is_due_and_what_is_next_go_by_the_delayed_start()
    {
        var schedule = Schedule(TimeSpan.FromHours(2), "0 2 * * *");
        var time = schedule.After(Noon).First(time => time.StartsAt - time.At > TimeSpan.FromMinutes(10));
        var justBefore = time.StartsAt.AddMilliseconds(-1);

        Assert.Equal(time, schedule.After(justBefore).First(), SameTime);
        Assert.Equal(time.At.AddDays(-1), schedule.LastDue(justBefore)!.At);
        Assert.Equal(time, schedule.LastDue(time.StartsAt)!, SameTime);
        Assert.Equal(time.At.AddDays(1), schedule.After(time.StartsAt).First().At);
    }

    private static bool SameTime(ScheduledTime one, ScheduledTime other) => (one.At, one.StartsAt) == (other.At, other.StartsAt);

    private static Schedule Schedule(TimeSpan jitter, params string[] lines) =>
        new([.. lines.Select(CronLine.Parse)], "Europe/Paris", jitter, "streaming-tracker");
}
