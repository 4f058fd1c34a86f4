namespace StreamingTracker.Backup.Archive.Retention;

/// <summary>
/// How long backups are kept (docs/operations.md, "Retention"). A backup stays for as long as one rule keeps it; a rule of 0 keeps
/// nothing, and where all of them are 0, everything stays.
/// </summary>
public sealed record RetentionPolicy
{
    /// <summary>Everything that is not older than so many days of 24 hours. 0 to 36,500; default 30.</summary>
    public int Days { get; init; } = 30;

    /// <summary>The newest so many. 0 to 10,000; default 0.</summary>
    public int Last { get; init; }

    /// <summary>The newest of each hour, for the newest so many hours that have backups. 0 to 10,000; default 0.</summary>
    public int Hourly { get; init; }

    /// <summary>The newest of each day, likewise.</summary>
    public int Daily { get; init; }

    /// <summary>The newest of each week, which begins on Monday, likewise.</summary>
    public int Weekly { get; init; }

    /// <summary>The newest of each month, likewise.</summary>
    public int Monthly { get; init; }

    /// <summary>The newest of each year, likewise.</summary>
    public int Yearly { get; init; }

    /// <summary>The newest so many, however old they are: for when no backups were made for long. 1 to 10,000; default 3.</summary>
    public int Minimum { get; init; } = 3;

    /// <summary>Whether there is no rule, so that nothing is ever removed.</summary>
    public bool IsOff => (Days, Last, Hourly, Daily, Weekly, Monthly, Yearly) == default;
}
