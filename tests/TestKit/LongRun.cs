namespace StreamingTracker.Backup.TestKit;

/// <summary>
/// How much is tried by tests that could go on for ever: a little in every run of the tests, a lot where the environment variable
/// <see cref="Switch"/> is set.
/// </summary>
public static class LongRun
{
    /// <summary>The environment variable: any value is a yes.</summary>
    public const string Switch = "STBACKUP_LONG_TESTS";

    /// <summary>Whether a lot is to be tried.</summary>
    public static bool IsAsked => Environment.GetEnvironmentVariable(Switch) is { Length: > 0 };

    /// <summary>How many rounds to try.</summary>
    /// <param name="ordinary">In every run: a few seconds' worth.</param>
    /// <param name="whole">In a long one.</param>
    public static int Rounds(int ordinary, int whole) => IsAsked ? whole : ordinary;
}
