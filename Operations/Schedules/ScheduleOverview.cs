using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Operations.Schedules;

/// <summary>What a schedule is, and how it stands.</summary>
/// <param name="Schedule">The lines and their zone.</param>
/// <param name="CatchUp">Whether what was missed is caught up.</param>
/// <param name="Next">The next times, in their order.</param>
/// <param name="LastDue">The last time that was due; null when there was none.</param>
/// <param name="LastRun">The last scheduled backup that has ended, however it ended; null when there is none.</param>
/// <param name="NextVerification">When all backups are verified next; null when that is not scheduled.</param>
public sealed record ScheduleDescription(
    Schedule Schedule, bool CatchUp, IReadOnlyList<ScheduledTime> Next, ScheduledTime? LastDue, RunRecord? LastRun, ScheduledTime? NextVerification);

/// <summary>Says how the schedule of the backups stands, from the configuration and the archive; nothing has to run for it.</summary>
/// <param name="settings">The settings.</param>
/// <param name="database">The configured database; null for the user's home database.</param>
/// <param name="time">The clock.</param>
public sealed class ScheduleOverview(OperationSettings settings, string? database, TimeProvider time)
{
    private readonly Schedule _schedule = Schedule.Of(RunKind.Backup, settings);

    /// <summary>Describes it.</summary>
    /// <param name="count">How many of the next times; 0 or more.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public ScheduleDescription Describe(int count)
    {
        var now = time.GetUtcNow();
        return new(
            _schedule,
            settings.Schedule.CatchUp,
            [.. _schedule.After(now).Take(count)],
            _schedule.LastDue(now),
            new ScheduledRuns(RunKind.Backup, settings.Archive, database, time).Last(),
            Schedule.Of(RunKind.Verify, settings).After(now).FirstOrDefault());
    }
}
