namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>How often a run is tried again after a passing fault: the server restarting, the network away.</summary>
public sealed record RetrySettings
{
    /// <summary>Never.</summary>
    public static RetrySettings None { get; } = new() { Retries = 0 };

    /// <summary>How often it is tried again. 0 to 100; default 5.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>The pause before the first retry; each further one is about twice as long. Default: 2 s.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest pause. Default: 1 minute.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);
}
