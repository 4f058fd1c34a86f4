using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Neo4jHost.Tests;

public sealed class ProcessFailureTests
{
    [Theory]
    [InlineData("echo '/bin/neo4j: 12: exec: java: not found' >&2; exit 127", "Install Java")]
    [InlineData("echo 'java.lang.UnsupportedClassVersionError: org/neo4j has been compiled by a more recent version'; exit 1", "too old")]
    [InlineData("echo 'java.net.BindException: Address already in use'; exit 1", "port")]
    [InlineData("echo 'org.neo4j.io.locker.FileLockException: Lock file has been locked by another process'; exit 3", "folder")]
    [InlineData("echo 'something nobody has seen'; exit 9", "log")]
    public async Task A_server_that_ends_early_is_reported_with_its_last_words_and_a_remedy(string script, string remedy)
    {
        using var fake = new FakeInstallation(script);

        var failure = await Assert.ThrowsAsync<Neo4jHostException>(() =>
            Neo4jInstance.StartAsync(fake.Installation, fake.Options, TestContext.Current.CancellationToken));

        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
        Assert.Contains(script.Split('\'')[1], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stays_silent_is_ended_when_its_time_is_up()
    {
        using var fake = new FakeInstallation("echo $$ > ../pid; echo waiting; exec sleep 600");
        var options = fake.Options with { StartTimeout = TimeSpan.FromSeconds(1) };

        var failure = await Assert.ThrowsAsync<Neo4jHostException>(() =>
            Neo4jInstance.StartAsync(fake.Installation, options, TestContext.Current.CancellationToken));

        Assert.Contains("did not answer within 1 s", failure.Message, StringComparison.Ordinal);
        Assert.Contains("waiting", failure.Message, StringComparison.Ordinal);
        Assert.False(IsRunning(await File.ReadAllTextAsync(fake["pid"], TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_server_that_ignores_the_request_to_end_is_killed_with_its_children()
    {
        using var fake = new FakeInstallation("trap '' TERM; sleep 600 & echo $! > ../child; echo $$ > ../pid; wait; wait");
        var options = fake.Options with { StartTimeout = TimeSpan.FromSeconds(1), StopTimeout = TimeSpan.FromSeconds(1) };

        await Assert.ThrowsAsync<Neo4jHostException>(() =>
            Neo4jInstance.StartAsync(fake.Installation, options, TestContext.Current.CancellationToken));

        Assert.False(IsRunning(await File.ReadAllTextAsync(fake["pid"], TestContext.Current.CancellationToken)));
        var child = await File.ReadAllTextAsync(fake["child"], TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => !IsRunning(child), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_password_that_cannot_be_set_is_reported_without_it()
    {
        using var fake = new FakeInstallation("exit 0", "echo \"refused $3\"; exit 1");

        var failure = await Assert.ThrowsAsync<Neo4jHostException>(() =>
            Neo4jInstance.StartAsync(fake.Installation, fake.Options, TestContext.Current.CancellationToken));

        var password = await File.ReadAllTextAsync(fake["instance/password"], TestContext.Current.CancellationToken);
        Assert.Contains("neo4j-admin dbms set-initial-password failed with exit code 1", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_another_owner_without_a_password_is_left_alone()
    {
        using var fake = new FakeInstallation("exit 0");
        Directory.CreateDirectory(fake["instance/data/databases/system"]);

        var failure = await Assert.ThrowsAsync<Neo4jHostException>(() =>
            Neo4jInstance.StartAsync(fake.Installation, fake.Options, TestContext.Current.CancellationToken));

        Assert.Contains("password", failure.Remedy, StringComparison.Ordinal);
        Assert.False(File.Exists(fake["instance/password"]));
    }

    private static bool IsRunning(string processId) => Directory.Exists($"/proc/{processId.Trim()}");
}
