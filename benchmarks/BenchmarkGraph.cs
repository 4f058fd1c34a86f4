using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Benchmarks;

/// <summary>
/// The graph that everything is measured on: users and titles, tied by ratings, views and follows. Two thirds of the nodes are users;
/// of the relationships 70 % are ratings, 20 % views, 10 % follows. Seven properties a node and three a relationship, of most
/// types that Neo4j stores. Made by the server from ranges alone, so that it is the same graph every time.
/// </summary>
internal static class BenchmarkGraph
{
    private static readonly string[] Schema =
    [
        "CREATE CONSTRAINT user_number FOR (u:User) REQUIRE u.number IS UNIQUE",
        "CREATE CONSTRAINT title_number FOR (t:Title) REQUIRE t.number IS UNIQUE",
    ];

    private const string Users =
        """
        UNWIND range(0, $count - 1) AS i
        CALL (i) {
          CREATE (:User {
            number: i, email: 'viewer' + i + '@example.org', displayName: ['Ana','Bjørn','Chloé','Dmitri','Esra','Fedor'][i % 6] + ' ' + i,
            createdAt: datetime({epochSeconds: 1600000000 + i * 37}), birthday: date({year: 1950 + i % 55, month: 1 + i % 12, day: 1 + i % 28}),
            home: point({longitude: (i % 3600) / 10.0 - 180, latitude: (i % 1700) / 10.0 - 85}), watchBudget: duration({hours: i % 40, minutes: i % 60})
          })
        } IN TRANSACTIONS OF 20000 ROWS
        """;

    private const string Titles =
        """
        UNWIND range(0, $count - 1) AS i
        CALL (i) {
          CREATE (:Title {
            number: i, name: 'The "Quiet" Hour, part ' + i, released: date({year: 1960 + i % 66, month: 1 + i % 12, day: 1 + i % 28}),
            overview: 'A story told in ' + i + ' parts, each of them longer than the one before.\nSecond paragraph, with a tab\there.',
            averageRating: 1.0 + (i % 900) / 100.0, languages: ['en', 'sv', 'ja', 'es'][0..1 + i % 4], trending: i % 3 = 0
          })
        } IN TRANSACTIONS OF 20000 ROWS
        """;

    private const string Ratings =
        """
        UNWIND range(0, $count - 1) AS i
        CALL (i) {
          MATCH (u:User {number: (i * 7919) % $users}) MATCH (t:Title {number: (i * 104729 + i / $users) % $titles})
          CREATE (u)-[:HAS_RATING {score: 1 + i % 10, ratedAt: datetime({epochSeconds: 1700000000 + i * 11}), certainty: (i % 1000) / 1000.0}]->(t)
        } IN TRANSACTIONS OF 20000 ROWS
        """;

    private const string Views =
        """
        UNWIND range(0, $count - 1) AS i
        CALL (i) {
          MATCH (u:User {number: (i * 6271) % $users}) MATCH (t:Title {number: (i * 7907) % $titles})
          CREATE (u)-[:WATCHED {at: localdatetime({year: 2020 + i % 6, month: 1 + i % 12, day: 1 + i % 28, hour: i % 24}), minutes: i % 180, device: ['tv','phone','tablet'][i % 3]}]->(t)
        } IN TRANSACTIONS OF 20000 ROWS
        """;

    private const string Follows =
        """
        UNWIND range(0, $count - 1) AS i
        CALL (i) {
          MATCH (a:User {number: (i * 3571) % $users}) MATCH (b:User {number: (i * 9173 + 1) % $users})
          CREATE (a)-[:FOLLOWS {since: date({year: 2015 + i % 11, month: 1 + i % 12, day: 1 + i % 28}), muted: i % 7 = 0, closeness: (i % 100) / 100.0}]->(b)
        } IN TRANSACTIONS OF 20000 ROWS
        """;

    /// <summary>Fills an empty database.</summary>
    public static async Task CreateAsync(IBoltSession session, BenchmarkSettings size, CancellationToken cancellationToken)
    {
        foreach (var statement in Schema) await session.ExecuteAsync(statement, null, cancellationToken);

        var titles = Math.Max(1, size.Nodes / 3);
        var users = Math.Max(1, size.Nodes - titles);
        await CreateAsync(Users, users);
        await CreateAsync(Titles, titles);

        var (views, follows) = (size.Relationships / 5, size.Relationships / 10);
        await CreateAsync(Ratings, size.Relationships - views - follows);
        await CreateAsync(Views, views);
        await CreateAsync(Follows, follows);

        Task CreateAsync(string statement, int count) => session.ExecuteAsync(
            statement,
            new Dictionary<string, object?> { ["count"] = (long)count, ["users"] = (long)users, ["titles"] = (long)titles },
            cancellationToken);
    }
}
