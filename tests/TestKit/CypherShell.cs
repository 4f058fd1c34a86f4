using StreamingTracker.Backup.Neo4jHost;
using Xunit;

namespace StreamingTracker.Backup.TestKit;

/// <summary>Runs Cypher through the server's own shell: slow to start, but none of this product's code is in its way.</summary>
public sealed class CypherShell(Neo4jInstallation installation, Neo4jInstance server)
{
    // Half the time of a short run goes into compiling well what never runs often.
    private const string QuickStart = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /// <summary>Runs statements, each ended by a semicolon; fails the test when one fails.</summary>
    /// <returns>What the shell printed, in its plain format.</returns>
    public async Task<string> RunAsync(string statements)
    {
        var environment = new Dictionary<string, string?>
        {
            ["NEO4J_HOME"] = installation.Home,
            ["NEO4J_ADDRESS"] = $"bolt://{server.Address.Host}:{server.Address.Port}",
            ["NEO4J_USERNAME"] = server.Credentials.User,
            ["NEO4J_PASSWORD"] = await File.ReadAllTextAsync(server.PasswordFile),
            ["JAVA_TOOL_OPTIONS"] = QuickStart,
        };
        await using var shell = await RunningProcess.RunAsync(
            Path.Combine(installation.Home, "bin", "cypher-shell"),
            ["--format", "plain", "--non-interactive", "--fail-fast"],
            environment,
            input: statements);
        Assert.True(shell.ExitCode == 0, $"cypher-shell ended with {shell.ExitCode}: {shell.Error}");
        return shell.Output;
    }

    /// <summary>Runs a file of statements.</summary>
    public async Task<string> RunFileAsync(string path) => await RunAsync(await File.ReadAllTextAsync(path));
}
