using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using StreamingTracker.Backup.Neo4jHost;
using Xunit;

namespace StreamingTracker.Backup.TestKit;

/// <summary>
/// The real parts that tests need and a machine may lack. Without one a test is skipped with the reason, but fails where the
/// environment variable CI is set: there nothing may vanish silently.
/// </summary>
public static class RealParts
{
    /// <summary>The Neo4j at NEO4J_HOME, or the one beside the repository.</summary>
    public static Neo4jInstallation Neo4j() =>
        Neo4jInstallation.FromEnvironment()
        ?? Neo4jInstallation.Find(Path.Combine(RepositoryRoot.Shared, "neo4j"))
        ?? Missing<Neo4jInstallation>("a Neo4j installation: set NEO4J_HOME to one");

    /// <summary>
    /// The folder of RabbitMQ's own scripts. Not what Debian has on the PATH under their names: that runs as one user, in one folder,
    /// the machine's broker.
    /// </summary>
    public static string RabbitMq() =>
        SearchPath.Append("/usr/lib/rabbitmq/bin").FirstOrDefault(folder => File.Exists(Path.Combine(folder, "rabbitmq-env")))
        ?? Missing<string>("RabbitMQ: install the package rabbitmq-server");

    /// <summary>A file of the shared material beside the repository, such as <c>fixtures/types.cypher</c>.</summary>
    public static string SharedFile(string relativePath)
    {
        var path = Path.Combine(RepositoryRoot.Shared, relativePath);
        return File.Exists(path) ? path : Missing<string>($"the file {path}");
    }

    /// <summary>The path of a program that is looked for on the PATH, such as <c>jq</c>.</summary>
    public static string Program(string name) =>
        SearchPath.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? Missing<string>($"the program {name} on the PATH");

    private static string[] SearchPath => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    [DoesNotReturn]
    private static T Missing<T>(string what)
    {
        var reason = $"This test needs {what}.";
        if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 }) Assert.Fail(reason);
        Assert.Skip(reason);
        throw new UnreachableException();
    }
}
