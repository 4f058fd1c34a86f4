using StreamingTracker.Backup.Operations.Configuration;
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

    /// <summary>Settings that notice a server's silence soon, wait less long for transactions that hang, and try again or not.</summary>
    public static OperationSettings Impatient(OperationSettings settings, bool triesAgain) => settings with
    {
        Neo4j = settings.Neo4j! with { ConnectTimeout = TimeSpan.FromSeconds(3), IdleTimeout = TimeSpan.FromSeconds(1) },
        Lock = new() { Lease = TimeSpan.FromSeconds(10) },
        Retry = triesAgain ? Patient : RetrySettings.None,
    };
}
