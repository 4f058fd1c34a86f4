using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Scheduler.Tests;

public sealed class CatchUpTests
{
    private const string Daily = "--Schedule:Cron=0 2 * * *";

    [Theory]
    [InlineData("2026-05-06T09:00Z")] // one night
    [InlineData("2026-05-16T09:00Z")] // eleven nights
    public async Task However_many_nights_were_missed_they_are_caught_up_by_one_backup_at_the_start(string start)
    {
        using var scheduler = new SchedulerFixture("2026-05-04T22:00Z", Daily);
        await scheduler.RunUntilAsync("2026-05-05T12:00Z");
        var before = scheduler.AskedAt.Count;

        scheduler.SetClock(start);
        scheduler.Restart();
        await scheduler.LookAsync();
        await scheduler.LookAsync();

        Assert.Equal([$"{DateTimeOffset.Parse(start, null):yyyy-MM-dd} 09:00:00"], scheduler.AskedAt.Skip(before));
    }

    [Fact]
    public async Task An_archive_that_has_never_had_a_scheduled_backup_gets_one_at_the_first_start()
    {
        using var scheduler = new SchedulerFixture("2026-05-04T09:00Z", Daily);

        await scheduler.LookAsync();

        Assert.Single(scheduler.Asked);
    }

    [Fact]
    public async Task Nothing_is_caught_up_that_was_made_by_its_time()
    {
        using var scheduler = new SchedulerFixture("2026-05-04T22:00Z", Daily);
        await scheduler.RunUntilAsync("2026-05-05T03:00Z");
        var before = scheduler.Asked.Count;

        scheduler.Restart();
        await scheduler.RunUntilAsync("2026-05-05T04:00Z");

        Assert.Equal(before, scheduler.Asked.Count);
    }

    [Fact]
    public async Task A_schedule_that_was_changed_does_not_make_a_backup_older_than_it_is()
    {
        using var made = new SchedulerFixture("2026-05-04T23:55Z", "--Schedule:Cron=0 2 * * *");
        await made.RunUntilAsync("2026-05-05T00:30Z");

        using var changed = new SchedulerFixture("2026-05-05T09:00Z", "--Schedule:Cron=30 1 * * *", $"--Backup:Directory={made.Folder}");
        await changed.LookAsync();

        Assert.Empty(changed.Asked);
    }

    [Fact]
    public async Task Without_catching_up_only_what_comes_is_made()
    {
        using var scheduler = new SchedulerFixture("2026-05-04T09:00Z", Daily, "--Schedule:CatchUp=false");

        await scheduler.RunUntilAsync("2026-05-05T12:00Z");

        Assert.Equal(["2026-05-05 00:00:00"], scheduler.AskedAt);
    }

    [Theory]
    [InlineData(RunOutcome.Interrupted)]
    [InlineData(RunOutcome.Failed)]
    [InlineData(RunOutcome.Refused)]
    public async Task A_run_without_a_backup_is_asked_for_again_at_the_next_starts_but_no_more_than_twice(RunOutcome outcome)
    {
        using var scheduler = new SchedulerFixture("2026-05-05T00:00Z", Daily) { Outcome = outcome };

        await scheduler.RunUntilAsync("2026-05-05T08:00Z");
        Assert.Single(scheduler.Asked);
        for (var i = 0; i < 5; i++)
        {
            scheduler.Restart();
            await scheduler.LookAsync();
            await scheduler.LookAsync();
        }

        Assert.Equal(3, scheduler.Asked.Select(request => request.RunId).Distinct().Count());
        Assert.Equal(3, scheduler.Asked.Count);
    }

    [Fact]
    public async Task A_run_that_failed_and_was_made_at_the_next_start_is_done()
    {
        using var scheduler = new SchedulerFixture("2026-05-05T00:00Z", Daily) { Outcome = RunOutcome.Interrupted };
        await scheduler.LookAsync();
        scheduler.Outcome = RunOutcome.Completed;

        for (var i = 0; i < 3; i++)
        {
            scheduler.Restart();
            await scheduler.LookAsync();
        }

        Assert.Equal(2, scheduler.Asked.Count);
    }
}
