using StreamingTracker.Backup.Neo4jHost;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd;

/// <summary>The command line program, run as its users run it: a process of its own, told everything by the environment.</summary>
internal sealed class Stbackup(Neo4jInstance server, string archive)
{
    /// <summary>What a machine has that knows no time zones and has no ICU.</summary>
    public static readonly IReadOnlyDictionary<string, string?> WithoutTimeZones = new Dictionary<string, string?>
    {
        ["TZ"] = null,
        ["TZDIR"] = "/nonexistent",
        ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
    };

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>More of the environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Runs a command and expects it to succeed.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var environment = new Dictionary<string, string?>(Environment)
        {
            ["Neo4j__Uri"] = server.Address.ToString(),
            ["Neo4j__User"] = server.Credentials.User,
            ["Neo4j__PasswordFile"] = server.PasswordFile,
            ["Backup__Directory"] = archive,
        };
        var program = Path.Combine(AppContext.BaseDirectory, "stbackup");
        await using var process = await RunningProcess.RunAsync(program, arguments, environment, limit: Limit);
        var command = string.Join(' ', arguments);
        Assert.True(process.ExitCode == 0, $"stbackup {command} ended with {process.ExitCode}:\n{process.Output}{process.Error}");
        return process.Output;
    }
}
