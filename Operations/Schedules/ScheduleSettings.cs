namespace StreamingTracker.Backup.Operations.Schedules;

/// <summary>What the configuration says of when runs are due.</summary>
public sealed record ScheduleSettings
{
    /// <summary>The longest that <see cref="Jitter"/> may be: 12 hours.</summary>
    public static readonly TimeSpan LongestJitter = TimeSpan.FromHours(12);

    /// <summary>When backups are due; none (the default): only on demand.</summary>
    public IReadOnlyList<CronLine> Backups { get; init; } = [];

    /// <summary>When all backups are verified; none (the default): only on demand.</summary>
    public IReadOnlyList<CronLine> Verifications { get; init; } = [];

    /// <summary>Whether a scheduled verification restores each backup into memory as well. Default: false.</summary>
    public bool VerificationsRestore { get; init; }

    /// <summary>Whether what was missed while nothing ran is caught up, once. Default: true.</summary>
    public bool CatchUp { get; init; } = true;

    /// <summary>The longest delay that a run is given, so that many databases don't begin in the same second. Default: none.</summary>
    public TimeSpan Jitter { get; init; }
}
