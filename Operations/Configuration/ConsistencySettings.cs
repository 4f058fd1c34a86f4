namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>The least that a backup must be.</summary>
public enum ConsistencyDemand
{
    /// <summary>Perhaps not one state of the database, since that was written to while it was read.</summary>
    Fuzzy,

    /// <summary>Proven to be one state of the database.</summary>
    Exact,
}

/// <summary>How hard a backup tries to be one state of the database.</summary>
public sealed record ConsistencySettings
{
    /// <summary>How often an export is tried for an exact state. 1 to 100; default 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How long after the first attempt's beginning another one may begin; none is cut short. Up to a day; default: an hour.</summary>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The least that a backup must be, else it fails. Default: fuzzy will do.</summary>
    public ConsistencyDemand Demand { get; init; } = ConsistencyDemand.Fuzzy;
}
