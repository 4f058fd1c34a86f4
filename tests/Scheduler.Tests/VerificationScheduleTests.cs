using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;

namespace StreamingTracker.Backup.Scheduler.Tests;

/// <summary>Verifications have a schedule of their own.</summary>
public sealed class VerificationScheduleTests
{
    private const string Sundays = "--Schedule:Verify:0=0 12 * * SUN";

    [Fact]
    public async Task A_verification_of_all_is_asked_for_when_it_is_due()
    {
        using var scheduler = new SchedulerFixture(RunKind.Verify, "2026-05-08T12:00Z", Sundays, "--Schedule:CatchUp=false");

        await scheduler.RunUntilAsync("2026-05-10T12:00Z");

        Assert.Equal(["2026-05-10 10:00:00"], scheduler.AskedAt);
        var request = Assert.IsType<VerifyRequested>(Assert.Single(scheduler.Asked));
        Assert.Equal((null, "scheduled", false), (request.Backup, request.Trigger, request.Restore));
    }

    [Fact]
    public async Task It_restores_as_well_where_that_is_configured()
    {
        using var scheduler = new SchedulerFixture(
            RunKind.Verify, "2026-05-08T12:00Z", Sundays, "--Schedule:VerifyRestores=true", "--Schedule:CatchUp=false");

        await scheduler.RunUntilAsync("2026-05-10T12:00Z");

        Assert.True(Assert.IsType<VerifyRequested>(Assert.Single(scheduler.Asked)).Restore);
    }

    [Fact]
    public async Task Backups_and_verifications_due_at_the_same_time_are_runs_of_their_own()
    {
        const string Cron = "--Schedule:Cron:0=0 12 * * SUN";
        using var backups = new SchedulerFixture("2026-05-10T10:00Z", Cron, Sundays);
        using var verifications = new SchedulerFixture(RunKind.Verify, "2026-05-10T10:00Z", Cron, Sundays);

        await backups.LookAsync();
        await verifications.LookAsync();

        Assert.NotEqual(Assert.Single(backups.Asked).RunId, Assert.Single(verifications.Asked).RunId);
    }

    [Fact]
    public async Task A_backup_that_is_going_is_not_in_its_way_and_another_verification_is()
    {
        using var scheduler = new SchedulerFixture(RunKind.Verify, "2026-05-10T10:00Z", Sundays) { Outcome = null };
        await AcceptAsync(scheduler, RunKind.Backup);
        await scheduler.LookAsync();
        Assert.Single(scheduler.Asked);

        using var other = new SchedulerFixture(RunKind.Verify, "2026-05-10T10:00Z", Sundays) { Outcome = null };
        await AcceptAsync(other, RunKind.Verify);
        await other.LookAsync();
        Assert.Empty(other.Asked);
        Assert.Equal((RunKind.Verify, RunOutcome.Refused), Assert.Single(other.History.Read().Select(run => (run.Kind, run.Outcome))));
    }

    [Fact]
    public async Task One_that_found_damage_is_not_caught_up_at_the_next_start_and_one_that_was_broken_off_is()
    {
        using var scheduler = new SchedulerFixture(RunKind.Verify, "2026-05-10T10:00Z", Sundays) { Outcome = RunOutcome.Failed, Unsound = ["damaged"] };
        await scheduler.LookAsync();
        scheduler.Restart();
        await scheduler.LookAsync();
        Assert.Single(scheduler.Asked);

        using var other = new SchedulerFixture(RunKind.Verify, "2026-05-10T10:00Z", Sundays) { Outcome = RunOutcome.Interrupted };
        await other.LookAsync();
        other.Restart();
        await other.LookAsync();
        Assert.Equal(2, other.Asked.Count);
    }

    private static Task<Admission> AcceptAsync(SchedulerFixture scheduler, RunKind kind) => scheduler.Accepted.AcceptAsync(
        new() { RunId = Guid.NewGuid().ToString("N"), Kind = kind, AcceptedAt = scheduler.Clock.GetUtcNow(), Trigger = "manual", Request = "{}" },
        1,
        TestContext.Current.CancellationToken);
}
