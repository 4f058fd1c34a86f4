using Microsoft.Extensions.DependencyInjection;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.ServiceDefaults.Tests;

public sealed class CurrentSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_password_that_changes_in_its_file_counts_from_the_next_reading_on()
    {
        var settings = Settings("--Neo4j:User=me", "--Neo4j:Uri=bolt://host/graph");

        File.WriteAllText(_folder["password"], "second");

        Assert.True(settings.Read().Neo4j!.Credentials.Matches("me", "second"));
        Assert.True(settings.AtStart.Neo4j!.Credentials.Matches("me", "first"));
        Assert.Equal(("graph", "graph"), (settings.Database, settings.Read().Neo4j!.Database));
    }

    [Fact]
    public void What_can_no_longer_be_used_is_told_when_it_is_read_and_good_again_later()
    {
        var settings = Settings("--Neo4j:User=me", "--Neo4j:Uri=bolt://host");

        File.Delete(_folder["password"]);
        Assert.Throws<InvalidConfigurationException>(settings.Read);

        File.WriteAllText(_folder["password"], "third");
        Assert.True(settings.Read().Neo4j!.Credentials.Matches("me", "third"));
    }

    [Fact]
    public void Services_try_again_after_passing_faults_unless_told_otherwise()
    {
        var told = Settings("--Neo4j:User=me", "--Neo4j:Uri=bolt://host", "--Retry:Retries=0", "--Retry:Pause=250ms").Read().Retry;

        Assert.Equal(5, Settings("--Neo4j:User=me", "--Neo4j:Uri=bolt://host").Read().Retry.Retries);
        Assert.Equal((0, TimeSpan.FromMilliseconds(250)), (told.Retries, told.Pause));
    }

    public void Dispose() => _folder.Dispose();

    private CurrentSettings Settings(params string[] arguments)
    {
        File.WriteAllText(_folder["password"], "first");
        using var host = ServiceProgram.Build(
            [.. arguments, $"--Neo4j:PasswordFile={_folder["password"]}"], "stbackup-test", builder => ServiceSetup.Of(builder).NeedDatabase());
        return host.Services.GetRequiredService<CurrentSettings>();
    }
}
