namespace StreamingTracker.Backup.Archive.Retention;

/// <summary>Why a backup is kept.</summary>
public enum RetentionRule
{
    /// <summary>There is no rule: nothing is removed.</summary>
    Off,

    /// <summary>It is pinned.</summary>
    Pinned,

    /// <summary>It is dated later than the clock shows, so its age is not known.</summary>
    DatedAhead,

    /// <summary>It is the newest that counts: the last good one.</summary>
    LastGood,

    /// <summary>It is the newest that counts and is one state of the database.</summary>
    LastExact,

    /// <summary>It is damaged, and nothing that counts is younger.</summary>
    NothingYounger,

    /// <summary>It is not older than <see cref="RetentionPolicy.Days"/>.</summary>
    Days,

    /// <summary>It is among the <see cref="RetentionPolicy.Last"/>.</summary>
    Last,

    /// <summary>It is the newest of its hour.</summary>
    Hourly,

    /// <summary>It is the newest of its day.</summary>
    Daily,

    /// <summary>It is the newest of its week.</summary>
    Weekly,

    /// <summary>It is the newest of its month.</summary>
    Monthly,

    /// <summary>It is the newest of its year.</summary>
    Yearly,

    /// <summary>It is among the <see cref="RetentionPolicy.Minimum"/>.</summary>
    Minimum,
}
