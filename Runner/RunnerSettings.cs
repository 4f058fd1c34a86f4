using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Runner;

/// <summary>How accepted runs are looked for and done.</summary>
public sealed record RunnerSettings
{
    /// <summary>The key of <see cref="Poll"/>.</summary>
    public const string PollKey = "Runner:Poll";

    /// <summary>How often a run may be begun; one that broke off that often is given up. Default: 3.</summary>
    public int MostAttempts { get; init; } = 3;

    /// <summary>
    /// How often to look for runs that other processes accepted or left. A run accepted in this process begins at once. Default: 5 s.
    /// </summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);

    internal static RunnerSettings Read(ConfigurationValues values) => new()
    {
        Poll = values.Duration(PollKey, new RunnerSettings().Poll, TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(1)),
    };
}
