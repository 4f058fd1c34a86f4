using StreamingTracker.Backup.Neo4jHost;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.AppHost;

/// <summary>What is said when the host ends badly.</summary>
internal static class HostFailures
{
    /// <summary>The message for whatever was thrown; null for what nobody foresaw, which keeps its stack trace.</summary>
    public static Failure? Explain(Exception exception)
    {
        if (exception is Neo4jHostException host) return new("neo4j", host.Message, host.Remedy, ExitCode.Failed);
        var failure = FailureMap.Explain(exception);
        return failure.Kind == FailureMap.Unexpected ? null : failure;
    }
}
