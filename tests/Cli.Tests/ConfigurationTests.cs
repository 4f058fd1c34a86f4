namespace StreamingTracker.Backup.Cli.Tests;

public sealed class ConfigurationTests(Stbackup stbackup) : IClassFixture<Stbackup>
{
    [Fact]
    public async Task The_command_line_wins_over_the_environment_and_that_over_the_file()
    {
        await File.WriteAllTextAsync(Path.Combine(stbackup.Folder, "appsettings.json"), """{ "Backup": { "Directory": "of-the-file" } }""", TestContext.Current.CancellationToken);

        Assert.Contains("of-the-file", await FolderSaidAsync(), StringComparison.Ordinal);
        stbackup.Environment["Backup__Directory"] = "of-the-environment";
        Assert.Contains("of-the-environment", await FolderSaidAsync(), StringComparison.Ordinal);
        Assert.Contains("of-the-key", await FolderSaidAsync("--Backup:Directory=of-the-key"), StringComparison.Ordinal);
        Assert.Contains("of-the-option", await FolderSaidAsync("--directory", "of-the-option"), StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(stbackup.Folder, "appsettings.json"), $$"""{ "Neo4j": "{{Stbackup.Password}}" oops""", TestContext.Current.CancellationToken);
        await using var broken = await stbackup.RunAsync("list");
        Stbackup.AssertFailed(broken, 2, "appsettings.json");
    }

    private async Task<string> FolderSaidAsync(params string[] arguments)
    {
        await using var run = await stbackup.RunAsync(["list", .. arguments]);
        Assert.Equal(0, run.ExitCode);
        return run.Output;
    }
}
