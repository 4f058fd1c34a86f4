using System.Text.Json;

namespace StreamingTracker.Backup.Cli.Tests;

public sealed class UsageTests(Stbackup stbackup) : IClassFixture<Stbackup>
{
    [Fact]
    public async Task Without_arguments_it_explains_itself()
    {
        await using var run = await stbackup.RunAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(["backup", "restore", "list", "show", "verify", "Exit codes"], word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_version_is_one_line()
    {
        await using var run = await stbackup.RunAsync("--version");

        Assert.Equal((0, "2.0.0\n"), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("bogus")]
    [InlineData("list", "--bogus")]
    [InlineData("show")]
    [InlineData("verify", "1", "--all")]
    [InlineData("list", "--Backup:Nmae=x")]
    [InlineData("list", "--Backup:Name=a/b")]
    public async Task A_command_line_that_means_nothing_is_a_usage_error(params string[] arguments)
    {
        await using var run = await stbackup.RunAsync(arguments);

        Stbackup.AssertFailed(run, 2);
        Assert.Equal("", run.Output);
    }

    [Theory]
    [InlineData("--neo4j", "bolt://neo4j:" + Stbackup.Password + "@host")]
    [InlineData("--Neo4j:Password=" + Stbackup.Password)]
    [InlineData("--ConnectionStrings:neo4j=bolt://neo4j:" + Stbackup.Password + "@host")]
    public async Task A_password_on_the_command_line_is_refused(params string[] arguments)
    {
        await using var run = await stbackup.RunAsync(["backup", .. arguments]);

        Stbackup.AssertFailed(run, 2, "Neo4j:PasswordFile", "ConnectionStrings__neo4j");
    }

    [Fact]
    public async Task With_json_an_error_is_the_one_document_on_standard_output()
    {
        await using var run = await stbackup.RunAsync("show", "no-such-backup", "--json");

        Stbackup.AssertFailed(run, 3);
        var error = JsonDocument.Parse(run.Output).RootElement.GetProperty("error");
        Assert.Equal(("not-found", 3), (error.GetProperty("kind").GetString(), error.GetProperty("exitCode").GetInt32()));
        Assert.NotEqual("", error.GetProperty("message").GetString() + error.GetProperty("remedy").GetString());
    }

    [Fact]
    public async Task Verbose_shows_where_an_error_arose()
    {
        await using var run = await stbackup.RunAsync("show", "no-such-backup", "--verbose");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("   at StreamingTracker.Backup", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list", ">/dev/full", 1)]
    [InlineData("list --json", ">/dev/full", 1)]
    [InlineData("bogus --json", ">/dev/full", 2)]
    [InlineData("bogus", "2>/dev/full", 2)]
    [InlineData("bogus --json", ">/dev/full 2>/dev/full", 2)]
    [InlineData("--help", ">&-", 1)]
    public async Task Streams_that_cannot_be_written_are_no_crash_and_no_success(string command, string redirection, int exitCode)
    {
        await using var run = await stbackup.RunInShellAsync($"\"$@\" {redirection}", command.Split(' '));

        Assert.Equal(exitCode, run.ExitCode);
        if (!redirection.Contains("2>", StringComparison.Ordinal)) Stbackup.AssertFailed(run, exitCode);
    }

    [Fact]
    public async Task A_reader_that_has_seen_enough_is_no_failure()
    {
        await using var run = await stbackup.RunInShellAsync("{ \"$@\"; echo \"ended with $?\" >&2; } | true", "--help");

        Assert.Equal("ended with 0\n", run.Error);
    }
}
