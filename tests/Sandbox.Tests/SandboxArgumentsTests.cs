using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Sandbox.Tests;

public sealed class SandboxArgumentsTests
{
    [Fact]
    public void Nothing_means_a_free_port_and_the_streaming_tracker()
    {
        var arguments = SandboxArguments.Parse([]);
        Assert.Equal((0, true, ""), (arguments.Options.Port, arguments.Seeds, arguments.Options.Credentials.User));
    }

    [Fact]
    public void Every_option_is_understood()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["password"], "secret\nsecond line\n");
        var arguments = SandboxArguments.Parse(
        [
            "--port", "7700", "--seed", "none", "--user", "u", "--password-file", folder["password"],
            "--commit-delay", "250", "--fault", "record:5:out-of-memory",
        ]);

        var options = arguments.Options;
        Assert.Equal((7700, false, TimeSpan.FromMilliseconds(250)), (options.Port, arguments.Seeds, options.CommitVisibilityDelay));
        Assert.True(options.Credentials.Matches("u", "secret"));
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "-1")]
    [InlineData("--port", "65536")]
    [InlineData("--seed", "movies")]
    [InlineData("--user", "u")]
    [InlineData("--password-file", "nowhere")]
    [InlineData("--user", "u", "--password-file", "/nowhere/at/all")]
    [InlineData("--fault", "record:0:cut")]
    [InlineData("--fault", "2:1:cut")]
    [InlineData("--fault", "record:1:flood")]
    [InlineData("N")]
    public void Wrong_use_is_a_message(params string[] args) => Assert.Throws<FormatException>(() => SandboxArguments.Parse(args));
}
