namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>An unpacked Neo4j that instances can be started from; its own folder is only read.</summary>
public sealed record Neo4jInstallation(string Home)
{
    /// <summary>The installation that <c>NEO4J_HOME</c> names, if it is one.</summary>
    public static Neo4jInstallation? FromEnvironment() => throw new NotImplementedException();
}
