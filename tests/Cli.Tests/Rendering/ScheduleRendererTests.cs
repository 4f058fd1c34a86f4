using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Schedules;

namespace StreamingTracker.Backup.Cli.Tests.Rendering;

public sealed class ScheduleRendererTests
{
    private static readonly OperationSettings Settings = new() { Archive = Screen.Archive };

    private readonly Screen _screen = new();

    [Fact]
    public void The_next_times_are_shown_in_the_zone_and_in_UTC_with_their_lines()
    {
        Render(TimeSpan.Zero, "0 2 * * *", "0 2 * * SUN");

        Assert.Equal(
            """
            Next (Europe/Paris)      UTC                      Cron line
            Sat 2026-03-28 02:00:00  Sat 2026-03-28 01:00:00  0 2 * * *
            Sun 2026-03-29 03:00:00  Sun 2026-03-29 01:00:00  0 2 * * * and 0 2 * * SUN
            Mon 2026-03-30 02:00:00  Mon 2026-03-30 00:00:00  0 2 * * *

            Last due: Fri 2026-03-27 02:00:00
            Last run: 2026-01-19 22:23, completed (stbackup runs 1f3a9c02)
            A server or scheduler must be running to make them.

            """,
            _screen.Text);
    }

    [Fact]
    public void A_delay_by_jitter_is_said()
    {
        Render(TimeSpan.FromMinutes(15), "0 2 * * *");

        Assert.Contains("delay of up to 15 min 0 s (Schedule:Jitter)", _screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_scheduled_the_key_to_set_is_named()
    {
        Render(TimeSpan.Zero);

        Assert.Contains("No backup is scheduled. Set Schedule:Cron:0", _screen.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("0 2 * * *")]
    public void When_all_is_verified_next_is_said_whether_or_not_backups_are_scheduled(params string[] lines)
    {
        Render(TimeSpan.Zero, lines, "0 12 * * SUN");

        Assert.Contains("\nNext verification of all: Sun 2026-03-29 12:00:00\n", _screen.Text, StringComparison.Ordinal);
    }

    private void Render(TimeSpan jitter, params string[] lines) => Render(jitter, lines, verification: null);

    private void Render(TimeSpan jitter, string[] lines, string? verification)
    {
        var now = new DateTimeOffset(2026, 3, 27, 12, 0, 0, TimeSpan.Zero);
        var schedule = new Schedule([.. lines.Select(CronLine.Parse)], "Europe/Paris", jitter, "streaming-tracker");
        var verifications = new Schedule(verification is null ? [] : [CronLine.Parse(verification)], "Europe/Paris", jitter, "streaming-tracker");
        ScheduleRenderer.Render(
            new(schedule, true, [.. schedule.After(now).Take(3)], schedule.LastDue(now), Runs.Completed, verifications.After(now).FirstOrDefault()), Settings, _screen.Terminal);
    }
}
