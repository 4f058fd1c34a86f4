using System.Text;
using System.Text.Json.Nodes;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Oracle;

/// <summary>
/// What can be counted in a graph: the facts that were written down about each data set when its database was first seen.
/// </summary>
internal static class GraphFacts
{
    private const string TypeOfValue =
        "replace(valueType(v), ' NOT NULL', '') + CASE WHEN valueType(v) STARTS WITH 'POINT' THEN '(srid ' + v.srid + ')' ELSE '' END";

    private static readonly (string Fact, string Query)[] Queries =
    [
        ("nodes", "MATCH (n) RETURN count(n)"),
        ("relationships", "MATCH ()-[r]->() RETURN count(r)"),
        ("label_sets", Counts("MATCH (n)", "apoc.text.join(apoc.coll.sort(labels(n)), ':')")),
        ("labels", Counts("MATCH (n) UNWIND labels(n) AS label", "label")),
        ("rel_types", Counts("MATCH ()-[r]->()", "type(r)")),
        ("node_property_types", Counts("MATCH (n) UNWIND [k IN keys(n) | n[k]] AS v", TypeOfValue)),
        ("rel_property_types", Counts("MATCH ()-[r]->() UNWIND [k IN keys(r) | r[k]] AS v", TypeOfValue)),
        ("nodes_without_label", "MATCH (n) WHERE size(labels(n)) = 0 RETURN count(n)"),
        ("nodes_without_properties", "MATCH (n) WHERE size(keys(n)) = 0 RETURN count(n)"),
        ("rels_with_properties", "MATCH ()-[r]->() WHERE size(keys(r)) > 0 RETURN count(r)"),
        ("self_loops", "MATCH (n)-[r]->(n) RETURN count(r)"),
        (
            "parallel_rels",
            "MATCH (a)-[r]->(b) WITH a, b, type(r) AS t, count(*) AS c WHERE c > 1 " +
            "RETURN {groups: count(c), biggest: coalesce(max(c), 0)}"),
    ];

    /// <summary>Asks a server for the facts, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonNode?>> ReadAsync(CypherShell shell)
    {
        var statements = Queries.Select(query =>
            $"CALL () {{ {query.Query} AS value }} RETURN '{query.Fact} ' + apoc.text.base64Encode(apoc.convert.toJson(value)) AS line;");
        var output = await shell.RunAsync(string.Concat(statements));
        return output.Split('\n').Select(line => line.Trim('"').Split(' ')).Where(fields => fields.Length == 2)
            .ToDictionary(fields => fields[0], fields => JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(fields[1]))));
    }

    /// <summary>Fails the test unless the database agrees with a file of facts.</summary>
    public static async Task AssertHoldAsync(string factsFile, CypherShell shell)
    {
        var facts = JsonNode.Parse(await File.ReadAllTextAsync(factsFile, TestContext.Current.CancellationToken))!;
        AssertEqual(facts.AsObject().ToDictionary(), await ReadAsync(shell), [.. Queries.Select(query => query.Fact)]);
    }

    /// <summary>Fails the test unless these facts are the same.</summary>
    public static void AssertEqual(
        IReadOnlyDictionary<string, JsonNode?> expected, IReadOnlyDictionary<string, JsonNode?> actual, params string[] facts)
    {
        foreach (var fact in facts)
            Assert.True(JsonNode.DeepEquals(expected[fact], actual[fact]), $"{fact}: {expected[fact]} was there, {actual[fact]} is there now");
    }

    private static string Counts(string match, string key) =>
        $"{match} WITH {key} AS key, count(*) AS count RETURN apoc.map.fromPairs(collect([key, count]))";
}
