using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.EndToEnd.Writers;

/// <summary>
/// A graph that changes all the time and stays as large as it is, also when it comes back as whatever mixture of its states a fuzzy
/// backup holds: so that what grows is never the graph.
/// </summary>
internal static class Churn
{
    public const int Writers = 2;

    private const int Tokens = 100;
    private const int Places = 20;
    private const int PairsKept = 20;

    /// <summary>One transaction: a token moves to another place, a pair comes, and those that have had their time go.</summary>
    public static readonly string Transaction =
        $$"""
        MATCH (c:Counter) SET c.value = c.value + 1 WITH c.value AS n
        MATCH (t:Token {id: n % {{Tokens}}}) OPTIONAL MATCH (t)-[r:AT]->() DELETE r WITH DISTINCT n, t
        MATCH (p:Place {id: (n * 3 + n / {{Tokens}}) % {{Places}}}) CREATE (t)-[:AT {since: n}]->(p)
        CREATE (:Pair {n: n})-[:WITH {n: n}]->(:Pair {n: n}) WITH n
        OPTIONAL MATCH (old:Pair) WHERE old.n <= n - {{PairsKept}} DETACH DELETE old
        """;

    private static readonly string[] Creation =
    [
        "CREATE CONSTRAINT place FOR (n:Place) REQUIRE n.id IS UNIQUE",
        "CREATE INDEX token FOR (n:Token) ON (n.id)",
        "CREATE INDEX pair FOR (n:Pair) ON (n.n)",
        "CALL db.awaitIndexes()",
        "CREATE (:Counter {value: 0})",
        $"UNWIND range(0, {Places - 1}) AS i CREATE (:Place {{id: i}})",
        $"UNWIND range(0, {Tokens - 1}) AS i MATCH (p:Place {{id: i % {Places}}}) CREATE (:Token {{id: i}})-[:AT {{since: 0}}]->(p)",
        "UNWIND range(1, 1000) AS i CREATE (:Ballast {i: i, text: 'ballast ' + i, at: datetime()})-[:NEXT {i: i}]->(:Ballast {i: -i})",
    ];

    /// <summary>Makes the graph in an empty database.</summary>
    public static async Task CreateAsync(IBoltSession session, CancellationToken cancellationToken)
    {
        foreach (var statement in Creation) await session.ExecuteAsync(statement, null, cancellationToken);
    }
}
