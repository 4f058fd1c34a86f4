using StreamingTracker.Backup.Operations.Schedules;

namespace StreamingTracker.Backup.Server.Api.Documents;

/// <summary>When backups are due.</summary>
/// <param name="Cron">The cron lines; none for a schedule that never is.</param>
/// <param name="TimeZone">The zone in which they are read.</param>
/// <param name="CatchUp">Whether what was missed is caught up.</param>
/// <param name="Next">The next times at which runs start, with the zone's offset.</param>
/// <param name="LastDue">The last time that was due; null when there was none.</param>
/// <param name="LastRun">The last scheduled backup that has ended; null when there is none.</param>
/// <param name="NextVerification">When all backups are verified next; null when that is not scheduled.</param>
public sealed record ScheduleDocument(
    IReadOnlyList<string> Cron,
    string TimeZone,
    bool CatchUp,
    IReadOnlyList<DateTimeOffset> Next,
    DateTimeOffset? LastDue,
    RunDocument? LastRun,
    DateTimeOffset? NextVerification)
{
    /// <summary>The document of a description.</summary>
    public static ScheduleDocument Of(ScheduleDescription schedule) => new(
        [.. schedule.Schedule.Lines.Select(line => line.ToString())],
        schedule.Schedule.TimeZone,
        schedule.CatchUp,
        [.. schedule.Next.Select(next => next.StartsAt)],
        schedule.LastDue?.At,
        schedule.LastRun is null ? null : RunDocument.Of(schedule.LastRun),
        schedule.NextVerification?.StartsAt);
}
