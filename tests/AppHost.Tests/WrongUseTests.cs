using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.AppHost.Tests;

/// <summary>What can be told wrongly, and what is then said.</summary>
public sealed class WrongUseTests
{
    private static readonly Dictionary<string, string?> Environment = new() { ["NEO4J_HOME"] = null, ["ConnectionStrings__neo4j"] = null };

    public static TheoryData<string[], string> WrongArguments => new()
    {
        { ["--neo4j", "container"], "none of the choices" },
        { ["--neo4j"], "wants one value" },
        { ["--neo4j", "local", "sandbox"], "wants one value" },
        { ["--port", "1"], "--port is no option" },
        { ["--messaging", "rabbitmq"], "belongs to the Aspire flavour" },
        { ["--neo4j", "http://localhost"], "scheme" },
        { ["--neo4j", "local"], "NEO4J_HOME names no Neo4j installation" },
        { ["--neo4j", "bolt://neo4j:s3cr3t@localhost"], "password does not belong on the command line" },
    };

    [Theory]
    [MemberData(nameof(WrongArguments))]
    public async Task Wrong_arguments_get_one_clear_message(string[] arguments, string message)
    {
        await using var host = await RunAsync(arguments);

        Assert.Equal(2, host.ExitCode);
        Assert.Contains(message, host.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", host.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_unreachable()
    {
        await using var host = await RunAsync(["--neo4j", "bolt://127.0.0.1:1"]);

        Assert.Equal(5, host.ExitCode);
        Assert.Contains("127.0.0.1:1", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_explains_the_choices()
    {
        await using var host = await RunAsync(["--help"]);

        Assert.Equal(0, host.ExitCode);
        foreach (var choice in new[] { "auto", "sandbox", "local", "URI" }) Assert.Contains($"--neo4j {choice}", host.Output, StringComparison.Ordinal);
    }

    private static Task<RunningProcess> RunAsync(string[] arguments) =>
        RunningProcess.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, HostProcess.Program), .. arguments], Environment);
}
