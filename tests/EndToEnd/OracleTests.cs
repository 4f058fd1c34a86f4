using StreamingTracker.Backup.EndToEnd.Oracle;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd;

/// <summary>
/// An oracle that could not see a difference would prove nothing. One run of the shell takes all pictures: its start is what costs.
/// </summary>
[Collection<RealServer>]
public sealed class OracleTests(Neo4jServerFixture neo4j)
{
    private static readonly (string One, string Other)[] Differences =
    [
        ("CREATE (:A {v: 1})", "CREATE (:A {v: 1.0})"),
        ("CREATE (:A {v: 0.0})", "CREATE (:A {v: -0.0})"),
        ("CREATE (:A {v: 9007199254740993})", "CREATE (:A {v: 9007199254740992})"),
        ("CREATE (:A {v: '2015-07-04'})", "CREATE (:A {v: date('2015-07-04')})"),
        ("CREATE (:A {v: duration('P1D')})", "CREATE (:A {v: duration('PT24H')})"),
        ("CREATE (:A {v: datetime('2015-07-04T12:00Z')})", "CREATE (:A {v: datetime('2015-07-04T12:00[UTC]')})"),
        (
            "CREATE (:A {v: datetime('2015-10-25T02:30:00+02:00[Europe/Paris]')})",
            "CREATE (:A {v: datetime('2015-10-25T02:30:00+01:00[Europe/Paris]')})"),
        ("CREATE (:A {v: point({x: 1.0, y: 2.0})})", "CREATE (:A {v: point({longitude: 1.0, latitude: 2.0})})"),
        ("CREATE (:A {v: [97]})", "CREATE (:A {v: apoc.util.compress('a', {compression: 'NONE'})})"),
        ("CREATE (:A {v: []})", "CREATE (:A {v: apoc.util.compress('', {compression: 'NONE'})})"),
        ("CREATE (:A {v: '\u0000'})", "CREATE (:A {v: ''})"),
        ("CREATE (:A:B)", "CREATE (:A)"),
        ("CREATE (:A)", "CREATE ()"),
        ("CREATE (:A)-[:R]->(:B)", "CREATE (:A)<-[:R]-(:B)"),
        ("CREATE (:A)-[:R]->(:B)", "CREATE (:A)-[:r]->(:B)"),
        ("CREATE (:A)-[:R {v: 1}]->(:B)", "CREATE (:A)-[:R {v: 2}]->(:B)"),
        ("CREATE (a:A)-[:R]->(b:B), (a)-[:R]->(b), (b)-[:R]->(a)", "CREATE (a:A)-[:R]->(b:B), (b)-[:R]->(a), (b)-[:R]->(a)"),
        ("CREATE (a)-[:R]->(b)-[:R]->(a)", "CREATE (a)-[:R]->(a), (b)-[:R]->(b)"),
        ("CREATE ()-[:R]->()-[:R]->()-[:R]->()", "CREATE (a)-[:R]->()-[:R]->(), (a)-[:R]->()"),
        ("CREATE INDEX a FOR (n:A) ON (n.v)", "CREATE INDEX b FOR (n:A) ON (n.v)"),
        ("CREATE INDEX a FOR (n:A) ON (n.v, n.w)", "CREATE INDEX a FOR (n:A) ON (n.w, n.v)"),
        (
            "CREATE POINT INDEX a FOR (n:A) ON (n.v)",
            "CREATE POINT INDEX a FOR (n:A) ON (n.v) OPTIONS {indexConfig: {`spatial.cartesian.min`: [-1.0, -1.0]}}"),
    ];

    private static readonly (string One, string Other) Same = (
        "CREATE (a:A {x: 1, y: 2})-[:R]->(b:B:C)-[:S]->(a), ()-[:T]->(b)",
        "CREATE (hole), (b:C:B), (a:A {y: 2}) SET a.x = 1 CREATE (b)-[:S]->(a), ()-[:T]->(b), (a)-[:R]->(b) DELETE hole");

    [Fact]
    public async Task Graphs_that_differ_are_told_apart()
    {
        var pictures = await PicturesAsync(Differences);

        Assert.Equal([], Differences.Where((_, i) => GraphOracle.AreSame(pictures[i].One, pictures[i].Other)));
    }

    [Fact]
    public async Task The_same_graph_made_in_another_order_is_the_same()
    {
        var (one, other) = Assert.Single(await PicturesAsync(Same));

        Assert.True(GraphOracle.AreSame(one, other));
    }

    private async Task<IReadOnlyList<(GraphPicture One, GraphPicture Other)>> PicturesAsync(params (string One, string Other)[] pairs)
    {
        const string Separator = "next picture";
        const string Empty = "MATCH (n) DETACH DELETE n; DROP INDEX a IF EXISTS; DROP INDEX b IF EXISTS;";
        await neo4j.EmptyServerAsync();
        var shell = await neo4j.ShellAsync();
        var statements = pairs.SelectMany(pair => new[] { pair.One, pair.Other }).Select(statement =>
            $"{Empty}{statement}; CALL db.awaitIndexes(60);{OracleStatements.Everything} RETURN '{Separator}';");
        var outputs = (await shell.RunAsync(string.Concat(statements))).Split($"\"{Separator}\"", StringSplitOptions.RemoveEmptyEntries);
        var pictures = outputs.Take(2 * pairs.Length).Select(GraphPicture.Read).ToList();
        return pairs.Select((_, i) => (pictures[2 * i], pictures[2 * i + 1])).ToList();
    }
}
