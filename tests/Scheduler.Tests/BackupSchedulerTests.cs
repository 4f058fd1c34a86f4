using System.Diagnostics;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Scheduler.Tests;

public sealed class BackupSchedulerTests
{
    private const string Daily = "--Schedule:Cron:0=0 2 * * *";
    private const string NoCatchUp = "--Schedule:CatchUp=false";

    [Fact]
    public async Task Without_a_schedule_there_is_nothing_to_look_for()
    {
        using var scheduler = new SchedulerFixture("2026-05-05T12:00Z");

        Assert.Null(await scheduler.LookAsync());
    }

    [Fact]
    public async Task Two_lines_that_name_the_same_time_are_one_backup()
    {
        using var scheduler = new SchedulerFixture("2026-05-04T12:00Z", Daily, "--Schedule:Cron:1=0 2 * * TUE", NoCatchUp);

        await scheduler.RunUntilAsync("2026-05-05T12:00Z");

        Assert.Equal(["2026-05-05 00:00:00"], scheduler.AskedAt);
    }

    [Fact]
    public async Task Two_schedulers_ask_for_the_same_run()
    {
        using var scheduler = new SchedulerFixture("2026-05-05T00:00Z", Daily) { Outcome = null };

        await scheduler.LookAsync();
        await scheduler.NewScheduler().LookAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, scheduler.Asked.Count);
        Assert.Single(scheduler.Asked.Select(request => request.RunId).Distinct());
    }

    [Fact]
    public async Task A_request_says_that_it_is_scheduled_and_by_whom()
    {
        using var scheduler = new SchedulerFixture("2026-05-05T00:00Z", Daily);

        await scheduler.LookAsync();

        var request = Assert.Single(scheduler.Asked);
        Assert.Matches("^[0-9a-f]{32}$", request.RunId);
        Assert.Equal(("scheduled", false, new DateTimeOffset(2026, 5, 5, 0, 0, 0, TimeSpan.Zero)), (request.Trigger, request.Distinct, request.RequestedAt));
        Assert.Contains(Environment.MachineName, request.RequestedBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jitter_delays_a_backup_and_no_more_than_it_may()
    {
        using var scheduler = new SchedulerFixture("2026-05-04T12:00Z", Daily, "--Schedule:Jitter=1h", NoCatchUp);

        await scheduler.RunUntilAsync("2026-05-09T12:00Z");

        var delays = scheduler.AskedAt.Select(at => DateTime.Parse(at, null).TimeOfDay).ToList();
        Assert.Equal(5, delays.Count);
        Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.Zero, TimeSpan.FromHours(1)));
        Assert.Equal(5, delays.Distinct().Count());
    }

    [Fact]
    public async Task While_a_run_is_going_nothing_is_asked_for_and_the_refusal_is_recorded()
    {
        using var scheduler = new SchedulerFixture("2026-05-04T23:00Z", Daily, NoCatchUp);
        await AcceptAsync(scheduler, RunKind.Restore);

        await scheduler.RunUntilAsync("2026-05-05T12:00Z");

        Assert.Empty(scheduler.Asked);
        var refused = Assert.Single(scheduler.History.Read());
        Assert.Equal((RunOutcome.Refused, RunKind.Backup, "scheduled", "busy"), (refused.Outcome, refused.Kind, refused.Trigger, refused.Failure!.Code));
        Assert.Contains("restore 0000000000000000000000000000000a", refused.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verification_that_is_going_keeps_no_backup_from_being_made()
    {
        using var scheduler = new SchedulerFixture("2026-05-04T23:00Z", Daily, NoCatchUp);
        await AcceptAsync(scheduler, RunKind.Verify);

        await scheduler.RunUntilAsync("2026-05-05T12:00Z");

        Assert.Single(scheduler.Asked);
    }

    [Fact]
    public async Task A_run_that_has_ended_and_is_only_not_told_of_yet_keeps_no_backup_from_being_made()
    {
        using var scheduler = new SchedulerFixture("2026-05-04T23:00Z", Daily, NoCatchUp);
        await AcceptAsync(scheduler, RunKind.Backup);
        await scheduler.EndAsync(scheduler.Accepted.List().Single().RunId);

        await scheduler.RunUntilAsync("2026-05-05T12:00Z");

        Assert.Single(scheduler.Asked);
        Assert.DoesNotContain(scheduler.History.Read(), run => run.Outcome == RunOutcome.Refused);
    }

    [Fact]
    public async Task While_the_broker_is_away_it_is_asked_again_until_it_is_there()
    {
        using var scheduler = new SchedulerFixture("2026-05-04T23:00Z", Daily, NoCatchUp) { BrokerFault = new TimeoutException() };
        await scheduler.RunUntilAsync("2026-05-05T06:00Z");
        Assert.Empty(scheduler.Asked);

        scheduler.BrokerFault = null;
        await scheduler.RunUntilAsync("2026-05-05T12:00Z");

        Assert.InRange(DateTimeOffset.Parse(Assert.Single(scheduler.AskedAt), null).TimeOfDay, TimeSpan.FromHours(6), TimeSpan.FromMinutes(6 * 60 + 11));
    }

    [Fact]
    public async Task What_no_broker_took_is_given_up_when_the_next_time_is_due()
    {
        using var scheduler = new SchedulerFixture("2026-05-04T23:00Z", Daily, NoCatchUp) { BrokerFault = new TimeoutException() };
        await scheduler.RunUntilAsync("2026-05-05T23:59Z");

        scheduler.BrokerFault = null;
        await scheduler.RunUntilAsync("2026-05-06T12:00Z");

        Assert.Single(scheduler.Asked.Select(request => request.RunId).Distinct());
        Assert.True(scheduler.Asked.Count == 1 && string.CompareOrdinal(scheduler.AskedAt[0], "2026-05-06 00:00:00") >= 0, string.Join(", ", scheduler.AskedAt));
    }

    [Fact]
    public async Task A_request_that_no_worker_takes_is_repeated_ever_more_rarely_under_the_same_id()
    {
        using var scheduler = new SchedulerFixture("2026-05-04T23:00Z", Daily, NoCatchUp) { Outcome = null };

        await scheduler.RunUntilAsync("2026-05-05T23:00Z");

        Assert.InRange(scheduler.Asked.Count, 10, 24 * 6 + 10);
        Assert.Single(scheduler.Asked.Select(request => request.RunId).Distinct());
    }

    [Fact]
    public async Task While_the_archive_cannot_be_read_nothing_is_asked_for_and_then_it_is()
    {
        using var scheduler = new SchedulerFixture("2026-05-04T23:00Z", Daily, NoCatchUp);
        var state = Path.Combine(scheduler.Folder, ".stbackup");
        Directory.CreateDirectory(state);
        await File.WriteAllTextAsync(Path.Combine(state, "accepted"), "a file where a folder should be", TestContext.Current.CancellationToken);
        await scheduler.RunUntilAsync("2026-05-05T01:00Z");
        Assert.Empty(scheduler.Asked);

        File.Delete(Path.Combine(state, "accepted"));
        await scheduler.RunUntilAsync("2026-05-05T02:00Z");

        Assert.Equal(["2026-05-05 01:00:00"], scheduler.AskedAt);
    }

    [Fact]
    public async Task The_request_is_made_in_a_span_that_names_run_and_time()
    {
        Activity? span = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RunTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        using var scheduler = new SchedulerFixture("2026-05-05T00:00Z", Daily);
        listener.ActivityStopped = stopped =>
        {
            if (scheduler.Asked.Any(request => request.RunId.Equals(stopped.GetTagItem(RunTelemetry.RunId)))) span = stopped;
        };
        ActivitySource.AddActivityListener(listener);

        await scheduler.LookAsync();

        Assert.Equal(("schedule", "2026-05-05T02:00:00.0000000+02:00"), (span?.OperationName, span?.GetTagItem(RunTelemetry.ScheduledFor)));
    }

    private static async Task AcceptAsync(SchedulerFixture scheduler, RunKind kind) => await scheduler.Accepted.AcceptAsync(
        new()
        {
            RunId = "0000000000000000000000000000000a",
            Kind = kind,
            AcceptedAt = scheduler.Clock.GetUtcNow(),
            Trigger = "manual",
            Request = "{}",
        },
        AcceptedRuns.MostOfAKind,
        TestContext.Current.CancellationToken);
}
