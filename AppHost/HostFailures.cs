using StreamingTracker.Backup.Neo4jHost;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.AppHost;

/// <summary>What is said when the host ends badly.</summary>
internal static class HostFailures
{
    /// <summary>The message for whatever was thrown; null for what nobody foresaw, which keeps its stack trace.</summary>
    public static Failure? Explain(Exception exception) => exception switch
    {
        Neo4jHostException e => new("neo4j", e.Message, e.Remedy, ExitCode.Failed),
        ServerRefusalException e => new("backup", e.Message, e.Remedy, ExitCode.Failed),
        ServerEndedException e => new("server", e.Message, "Correct what its log complains of, and start again.", e.ExitCode),
        _ => FailureMap.Explain(exception) is { Kind: not FailureMap.Unexpected } failure ? failure : null,
    };
}
