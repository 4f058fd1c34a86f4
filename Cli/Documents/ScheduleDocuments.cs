using StreamingTracker.Backup.Operations.Schedules;

namespace StreamingTracker.Backup.Cli.Documents;

/// <summary><c>schedule --json</c>.</summary>
internal sealed record ScheduleDocument(
    string TimeZone,
    IReadOnlyList<string> Lines,
    bool CatchUp,
    double JitterSeconds,
    IReadOnlyList<ScheduledTimeDocument> Next,
    ScheduledTimeDocument? LastDue,
    RunDocument? LastRun,
    ScheduledTimeDocument? NextVerification)
{
    public static ScheduleDocument Of(ScheduleDescription schedule) => new(
        schedule.Schedule.TimeZone,
        ScheduledTimeDocument.Texts(schedule.Schedule.Lines),
        schedule.CatchUp,
        schedule.Schedule.Jitter.TotalSeconds,
        [.. schedule.Next.Select(ScheduledTimeDocument.Of)],
        schedule.LastDue is null ? null : ScheduledTimeDocument.Of(schedule.LastDue),
        schedule.LastRun is null ? null : RunDocument.Of(schedule.LastRun),
        schedule.NextVerification is null ? null : ScheduledTimeDocument.Of(schedule.NextVerification));
}

/// <summary>A time that is due: when the lines say, and when its run starts, delayed by the jitter.</summary>
internal sealed record ScheduledTimeDocument(DateTimeOffset At, DateTimeOffset StartsAt, DateTime StartsAtUtc, IReadOnlyList<string> Lines)
{
    public static ScheduledTimeDocument Of(ScheduledTime time) => new(time.At, time.StartsAt, time.StartsAt.UtcDateTime, Texts(time.Lines));

    public static IReadOnlyList<string> Texts(IReadOnlyList<CronLine> lines) => [.. lines.Select(line => line.Text)];
}
