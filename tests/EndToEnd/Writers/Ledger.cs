using System.Text.Json;

namespace StreamingTracker.Backup.EndToEnd.Writers;

/// <summary>
/// A graph that tells which transactions it holds: each transaction creates, updates, deletes and moves something that follows from
/// its number, so that the graph after the first n of them is known, and any mixture of two states is none of these.
/// </summary>
internal sealed record Ledger(long Last, string Balances, string Places, string Log, string Pairs)
{
    public const int Writers = 3;

    private const int Accounts = 200;
    private const int Tokens = 100;
    private const int PlacesThere = 20;
    private const int PairsKept = 20;

    /// <summary>The graph before the first transaction, with enough beside it to make an export slow.</summary>
    public static readonly string Create =
        $$"""
        CREATE INDEX FOR (n:Account) ON (n.id);
        CREATE INDEX FOR (n:Token) ON (n.id);
        CREATE INDEX FOR (n:Pair) ON (n.n);
        CALL db.awaitIndexes();
        CREATE (:Counter {value: 0});
        UNWIND range(0, {{Accounts - 1}}) AS i CREATE (:Account {id: i, balance: 1000});
        UNWIND range(0, {{PlacesThere - 1}}) AS i CREATE (:Place {id: i});
        UNWIND range(0, {{Tokens - 1}}) AS i MATCH (p:Place {id: i % {{PlacesThere}}}) CREATE (:Token {id: i})-[:AT {since: 0}]->(p);
        UNWIND range(1, 5000) AS i CREATE (:Ballast {i: i})-[:NEXT {i: i}]->(:Ballast {i: -i});
        """;

    /// <summary>One transaction. The counter's write lock puts them in their order.</summary>
    public static readonly string Transaction =
        $$"""
        MATCH (c:Counter) SET c.value = c.value + 1 WITH c.value AS n
        MATCH (a:Account {id: (n * 7) % {{Accounts}}}) SET a.balance = a.balance - 1 WITH n
        MATCH (b:Account {id: (n * 13 + 1) % {{Accounts}}}) SET b.balance = b.balance + 1 WITH n
        MATCH (t:Token {id: (n * 11) % {{Tokens}}})-[r:AT]->() DELETE r WITH n, t
        MATCH (p:Place {id: (n * 3) % {{PlacesThere}}}) CREATE (t)-[:AT {since: n}]->(p)
        CREATE (:Log {n: n})
        CREATE (:Pair {n: n})-[:WITH {n: n}]->(:Pair {n: n}) WITH n
        OPTIONAL MATCH (old:Pair {n: n - {{PairsKept}}}) DETACH DELETE old
        """;

    /// <summary>What the graph holds after the first n transactions.</summary>
    public static Ledger After(long n)
    {
        var balances = Enumerable.Repeat(1000L, Accounts).ToArray();
        var places = Enumerable.Range(0, Tokens).Select(i => (Place: (long)i % PlacesThere, Since: 0L)).ToArray();
        for (var i = 1L; i <= n; i++)
        {
            balances[i * 7 % Accounts]--;
            balances[((i * 13) + 1) % Accounts]++;
            places[i * 11 % Tokens] = (i * 3 % PlacesThere, i);
        }

        var pairs = Enumerable.Range(1, (int)n).Where(i => i > n - PairsKept).Select(i => (long)i);
        return Of(
            n,
            balances.Select((balance, id) => ((long)id, balance)),
            places.Select((at, id) => ((long)id, at.Place, at.Since)),
            Enumerable.Range(1, (int)n).Select(i => (long)i),
            pairs);
    }

    /// <summary>What a backup's lines hold, read without the product. Every relationship's ends must be among the nodes.</summary>
    public static Ledger Read(IEnumerable<string> lines)
    {
        var ids = new Dictionary<string, long>();
        var (last, balances, places, log, ends) =
            (-1L, new List<(long, long)>(), new List<(long, long, long)>(), new List<long>(), new List<long>());
        foreach (var line in lines)
        {
            using var document = JsonDocument.Parse(line);
            var entity = document.RootElement;
            long Number(string property) => entity.GetProperty("properties").GetProperty(property).GetInt64();
            if (entity.GetProperty("type").GetString() == "node")
            {
                var label = entity.GetProperty("labels")[0].GetString();
                ids.Add(entity.GetProperty("id").GetString()!, label is "Token" or "Place" ? Number("id") : 0);
                if (label == "Counter") last = Number("value");
                if (label == "Account") balances.Add((Number("id"), Number("balance")));
                if (label == "Log") log.Add(Number("n"));
                continue;
            }

            var start = ids[entity.GetProperty("start").GetProperty("id").GetString()!];
            var end = ids[entity.GetProperty("end").GetProperty("id").GetString()!];
            if (entity.GetProperty("label").GetString() == "AT") places.Add((start, end, Number("since")));
            if (entity.GetProperty("label").GetString() == "WITH") ends.Add(Number("n"));
        }

        return Of(last, balances, places, log, ends);
    }

    private static Ledger Of(
        long last,
        IEnumerable<(long Account, long Balance)> balances,
        IEnumerable<(long Token, long Place, long Since)> places,
        IEnumerable<long> log,
        IEnumerable<long> pairs) =>
        new(last, Text(balances), Text(places), Text(log), Text(pairs));

    private static string Text<T>(IEnumerable<T> items) => string.Join(' ', items.Order());
}
