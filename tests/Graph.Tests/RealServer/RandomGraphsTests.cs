using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Graph.Tests.RealServer;

[Collection<TestKit.RealServer>]
public sealed class RandomGraphsTests(Neo4jServerFixture neo4j)
{
    [Fact]
    public async Task Random_graphs_come_back_equal()
    {
        await neo4j.EmptyServerAsync();
        await using var connection = await neo4j.ConnectAsync();
        await RandomGraphs.ComeBackEqualAsync(connection, LongRun.Rounds(10, 2_000));
    }
}
