using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Sandbox.Faults;

namespace StreamingTracker.Backup.Operations.Tests;

/// <summary>What goes wrong at one message of a run.</summary>
/// <param name="Strikes">In the sandbox.</param>
/// <param name="Passes">Whether it is gone when the run tries again.</param>
internal sealed record MessageFault(SandboxFault Strikes, bool Passes)
{
    private static readonly RetrySettings Patient =
        new() { Retries = 10, Pause = TimeSpan.FromMilliseconds(50), LongestPause = TimeSpan.FromSeconds(1) };

    /// <summary>Those that there are, by their names.</summary>
    public static readonly IReadOnlyDictionary<string, MessageFault> ByName = new Dictionary<string, MessageFault>
    {
        ["cut"] = new(SandboxFault.Cut, Passes: true),
        ["stall"] = new(SandboxFault.Stall, Passes: true),
        ["restart"] = new(SandboxFault.Restart, Passes: true),
        ["passing failure"] = new(SandboxFault.Failure("Neo.TransientError.General.DatabaseUnavailable", "The test is not ready."), Passes: true),
        ["lasting failure"] = new(SandboxFault.Failure("Neo.ClientError.Statement.ArgumentError", "The test refuses."), Passes: false),
    };

    private bool IsSilence => Strikes == SandboxFault.Stall;

    /// <summary>
    /// Settings that try again or not; where the fault is silence, they soon notice it, and wait less long for transactions that hang.
    /// </summary>
    public OperationSettings Settings(OperationSettings settings, bool triesAgain)
    {
        settings = settings with { Retry = triesAgain ? Patient : RetrySettings.None };
        return !IsSilence ? settings : settings with
        {
            Neo4j = settings.Neo4j! with { ConnectTimeout = TimeSpan.FromSeconds(3), IdleTimeout = TimeSpan.FromSeconds(1) },
            Lock = new() { Lease = TimeSpan.FromSeconds(10) },
        };
    }

    /// <summary>Whether a run took a sandbox that was only slow for a silent one and gave up before the fault struck: it counts for nothing.</summary>
    public bool WasNotWaitedFor(SandboxFaults faults, Exception? failure) =>
        IsSilence && faults.Struck == 0 && failure is not null && FailureMap.Explain(failure).Kind == "unreachable";
}
