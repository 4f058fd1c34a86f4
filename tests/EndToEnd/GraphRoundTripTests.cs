using StreamingTracker.Backup.EndToEnd.Oracle;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd;

[Collection<RealServer>]
public sealed class GraphRoundTripTests(Neo4jServerFixture neo4j)
{
    // What stands in the way of a restore: other data, constraints that the backup violates, and names it uses otherwise.
    private const string Obstacles =
        """
        CREATE CONSTRAINT title_year FOR (n:Types) REQUIRE n.b IS UNIQUE;
        CREATE CONSTRAINT unique_pair FOR (n:Other) REQUIRE n.x IS UNIQUE;
        CREATE CONSTRAINT obstacle FOR (n:Title) REQUIRE n.trending IS UNIQUE;
        CREATE FULLTEXT INDEX obstacle_text FOR (n:Parallel) ON EACH [n.n];
        UNWIND range(1, 500) AS i CREATE (:Other {x: i})-[:OLD {i: i}]->(:Types {b: i});
        """;

    [Theory]
    [InlineData("types.cypher")]
    [InlineData("streaming-tracker.cypher")]
    public Task A_shared_fixture_comes_back_equal(string fixture) => AssertComesBackAsync(RealParts.SharedFile("fixtures/" + fixture));

    [Theory]
    [InlineData("values.cypher")]
    [InlineData("zones.cypher")]
    [InlineData("names.cypher")]
    [InlineData("shapes.cypher")]
    [InlineData("schema.cypher")]
    public Task A_graph_of_edge_cases_comes_back_equal(string graph) => AssertComesBackAsync(Graph(graph));

    [Fact]
    public Task Values_and_zones_come_back_equal_on_a_machine_without_a_time_zone_database() =>
        AssertComesBackAsync(
            Stbackup.WithoutTimeZones, RealParts.SharedFile("fixtures/types.cypher"), Graph("values.cypher"), Graph("zones.cypher"));

    private static string Graph(string name) => Path.Combine(AppContext.BaseDirectory, "Graphs", name);

    private Task AssertComesBackAsync(params string[] files) => AssertComesBackAsync(new Dictionary<string, string?>(), files);

    private async Task AssertComesBackAsync(IReadOnlyDictionary<string, string?> environment, params string[] files)
    {
        var server = await neo4j.EmptyServerAsync();
        var shell = await neo4j.ShellAsync();
        foreach (var file in files) await shell.RunFileAsync(file);
        using var archive = new TemporaryFolder();
        var stbackup = new Stbackup(server, archive.Path) { Environment = environment };
        var before = await GraphPicture.TakeAsync(shell);
        await stbackup.RunAsync("backup");

        await neo4j.EmptyServerAsync();
        await shell.RunAsync(Obstacles);
        await stbackup.RunAsync("restore", "1", "--yes");

        await GraphOracle.AssertSameAsync(before, await GraphPicture.TakeAsync(shell), shell);
    }
}
