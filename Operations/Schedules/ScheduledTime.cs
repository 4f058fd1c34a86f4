namespace StreamingTracker.Backup.Operations.Schedules;

/// <summary>A time at which a schedule is due.</summary>
/// <param name="At">The time that the lines name, with the zone's offset. The run is known by it.</param>
/// <param name="StartsAt">When the run starts: <paramref name="At"/>, later by what the jitter gives this time.</param>
/// <param name="Lines">The cron lines that name it, in the order of the configuration; at least one.</param>
public sealed record ScheduledTime(DateTimeOffset At, DateTimeOffset StartsAt, IReadOnlyList<CronLine> Lines);
