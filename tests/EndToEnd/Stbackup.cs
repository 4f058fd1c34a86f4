using StreamingTracker.Backup.Neo4jHost;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd;

/// <summary>The command line program, run as its users run it: a process of its own, told everything by the environment.</summary>
internal sealed class Stbackup
{
    /// <summary>What a machine has that knows no time zones and has no ICU.</summary>
    public static readonly IReadOnlyDictionary<string, string?> WithoutTimeZones = new Dictionary<string, string?>
    {
        ["TZ"] = null,
        ["TZDIR"] = "/nonexistent",
        ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
    };

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, string?> _database;

    /// <summary>Works on a real server.</summary>
    public Stbackup(Neo4jInstance server, string archive) => _database = new()
    {
        ["Neo4j__Uri"] = server.Address.ToString(),
        ["Neo4j__User"] = server.Credentials.User,
        ["Neo4j__PasswordFile"] = server.PasswordFile,
        ["Backup__Directory"] = archive,
    };

    /// <summary>Works on a sandbox that anybody may log on to.</summary>
    public Stbackup(SandboxServer sandbox, string archive) => _database = new()
    {
        ["Neo4j__Uri"] = sandbox.Address.ToString(),
        ["Backup__Directory"] = archive,
    };

    /// <summary>More of the environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Runs a command and expects it to succeed.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> RunAsync(params string[] arguments) => RunAsync(0, arguments);

    /// <summary>Runs a command and expects it to end with an exit code.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(int exitCode, params string[] arguments)
    {
        await using var process = Start(arguments);
        process.Input.Close();
        await process.WaitForExitAsync(Limit);
        var command = string.Join(' ', arguments);
        Assert.True(process.ExitCode == exitCode, $"stbackup {command} ended with {process.ExitCode}:\n{process.Output}{process.Error}");
        return process.Output + process.Error;
    }

    /// <summary>Starts a command.</summary>
    public RunningProcess Start(params string[] arguments)
    {
        var environment = new Dictionary<string, string?>(_database);
        foreach (var (name, value) in Environment) environment[name] = value;
        return RunningProcess.Start(Path.Combine(AppContext.BaseDirectory, "stbackup"), arguments, environment);
    }
}
