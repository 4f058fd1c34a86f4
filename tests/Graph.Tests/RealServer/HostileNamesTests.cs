using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Graph.Tests.RealServer;

[Collection<TestKit.RealServer>]
public sealed class HostileNamesTests(Neo4jServerFixture neo4j)
{
    [Fact]
    public async Task Nothing_that_a_backup_says_is_run()
    {
        await neo4j.EmptyServerAsync();
        await using var connection = await neo4j.ConnectAsync();
        await HostileNames.AssertNothingRunsAsync(connection);
    }

    [Fact]
    public async Task Kinds_and_settings_that_no_server_has_are_refused()
    {
        await neo4j.EmptyServerAsync();
        await using var connection = await neo4j.ConnectAsync();
        await HostileNames.AssertRefusedAsync(connection);
    }
}
