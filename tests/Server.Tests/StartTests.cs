using StreamingTracker.Backup.ServiceKit;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Server.Tests;

/// <summary>A server as a process that can't start: it says why in words, and how it ends is for scripts.</summary>
public sealed class StartTests : ServerTest
{
    [Fact]
    public async Task A_second_server_at_the_same_address_ends_with_the_reason_and_the_first_goes_on()
    {
        var first = await StartAsync();

        var (exitCode, output) = await RunAsync($"--Server:Urls={first.Http.BaseAddress}");

        Assert.Equal(1, exitCode);
        Assert.Contains($"{first.Http.BaseAddress!.Authority}: address already in use", output, StringComparison.Ordinal);
        Assert.Contains("Remedy: Another program listens there", output, StringComparison.Ordinal);
        Assert.Contains("Server:Urls", output, StringComparison.Ordinal);
        await first.BackUpAsync();
    }

    [Theory]
    [InlineData("--Server:Roles=Cook", "Server:Roles: \"Cook\" is none of None, Scheduler, BackupWorker, RestoreWorker, All.")]
    [InlineData("--Server:Roles=Scheduler", "Messaging:Transport: In memory, messages reach this process alone")]
    [InlineData("--Server:Urls=http://0.0.0.0:8470", "The API has no keys yet, so nobody else may reach it")]
    [InlineData("--Server:Port=8470", "Server:Port: The command line sets it, and it means nothing to this program.")]
    [InlineData("serve", "\"serve\" is no configuration key.")]
    public async Task What_it_is_told_wrongly_is_named_with_its_key(string argument, string message)
    {
        var (exitCode, output) = await RunAsync(argument);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.Contains("Remedy: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_from_its_sources_it_reads_the_settings_of_the_folder_it_is_started_in()
    {
        await File.WriteAllTextAsync(Archive["appsettings.json"], """{"Server":{"Roles":"Cook"}}""", TestContext.Current.CancellationToken);
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string[] arguments = ["run", "--no-build", "-c", configuration, "--project", Path.Combine(RepositoryRoot.Path, "Server")];

        await using var process = await RunningProcess.RunAsync("dotnet", arguments, folder: Archive.Path);

        Assert.Contains("\"Cook\" is none of", process.Output + process.Error, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string argument)
    {
        await using var process = await RunningProcess.RunAsync(
            "dotnet",
            [ServiceProgram.Assembly("Server"), $"--Neo4j:Uri={Sandbox.Address}", $"--Backup:Directory={Archive["other"]}", argument]);
        var output = process.Output + process.Error;
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        return (process.ExitCode, output);
    }
}
