namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>An unpacked Neo4j that instances can be started from; its own folder is only read.</summary>
/// <param name="Home">The folder that holds <c>bin</c>, <c>lib</c> and <c>conf</c>.</param>
public sealed record Neo4jInstallation(string Home)
{
    /// <summary>The environment variable that names an installation.</summary>
    public const string HomeVariable = "NEO4J_HOME";

    internal string ServerCommand => Path.Combine(Home, "bin", "neo4j");

    internal string AdminCommand => Path.Combine(Home, "bin", "neo4j-admin");

    internal string ConfigurationFile => Path.Combine(Home, "conf", "neo4j.conf");

    /// <summary>The installation that <c>NEO4J_HOME</c> names, if it is one.</summary>
    public static Neo4jInstallation? FromEnvironment() =>
        Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } home ? Find(home) : null;

    /// <summary>The installation in a folder, if there is one: it has <c>bin/neo4j</c> and <c>lib</c>.</summary>
    public static Neo4jInstallation? Find(string folder)
    {
        var installation = new Neo4jInstallation(Path.GetFullPath(folder));
        return File.Exists(installation.ServerCommand) && Directory.Exists(Path.Combine(installation.Home, "lib")) ? installation : null;
    }
}
