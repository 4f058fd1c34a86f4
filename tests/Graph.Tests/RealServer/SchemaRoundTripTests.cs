using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph.Tests.Schema;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Graph.Tests.RealServer;

[Collection<TestKit.RealServer>]
public sealed class SchemaRoundTripTests(Neo4jServerFixture server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_constraint_and_index_comes_back_equal_under_names_that_hurt()
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync();
        foreach (var lookup in (await SchemaReader.ReadAsync(connection, Cancellation)).Indexes) await DropAsync(connection, lookup);
        foreach (var o in OneOfEachKind()) await CreateAsync(connection, o);
        var made = await SchemaReader.ReadAsync(connection, Cancellation);

        foreach (var o in made.Constraints.Concat(made.Indexes)) await DropAsync(connection, o);
        var nothing = await SchemaReader.ReadAsync(connection, Cancellation);
        foreach (var o in made.Constraints.Concat(made.Indexes)) await CreateAsync(connection, o);
        var again = await SchemaReader.ReadAsync(connection, Cancellation);

        Assert.Empty(nothing.Constraints.Concat(nothing.Indexes));
        Assert.Equal(OneOfEachKind().Count(), made.Constraints.Count + made.Indexes.Count);
        AssertEqual(made.Constraints, again.Constraints);
        AssertEqual(made.Indexes, again.Indexes);
        foreach (var o in OneOfEachKind())
        {
            var found = made.Constraints.Concat(made.Indexes).Single(other => other.Name == o.Name);
            Assert.True(SchemaComparison.IsRestorationOf(found, o), o.ToString());
        }
    }

    [Fact]
    public async Task Awkward_labels_are_the_ones_that_the_server_then_knows()
    {
        await server.EmptyServerAsync();
        await using var connection = await server.ConnectAsync();
        foreach (var (name, i) in SchemaSamples.AwkwardNames.Select((name, i) => (name, i)))
        {
            await CreateAsync(connection, Index($"index {i}", "RANGE", [name], ["p" + name]));
        }

        var found = (await SchemaReader.ReadAsync(connection, Cancellation)).Indexes.Where(index => index.Kind == "RANGE").ToDictionary(index => index.Name);
        for (var i = 0; i < SchemaSamples.AwkwardNames.Length; i++)
        {
            Assert.Equal([SchemaSamples.AwkwardNames[i]], found[$"index {i}"].LabelsOrTypes);
            Assert.Equal(["p" + SchemaSamples.AwkwardNames[i]], found[$"index {i}"].Properties);
        }
    }

    private static IEnumerable<SchemaObject> OneOfEachKind()
    {
        string[] label = ["Läbel ` \\u0060 \n"];
        string[] two = ["z `first", .. label];
        string[] properties = ["b.prop", "a `prop\\"];
        yield return Index("range ` \\u0060", "RANGE", label, properties);
        yield return Index("range of relationships", "RANGE", label, properties, SchemaEntity.Relationship);
        yield return Index("text", "TEXT", label, properties[..1]);
        yield return Index("text of relationships", "TEXT", label, properties[..1], SchemaEntity.Relationship);
        yield return Index("point", "POINT", label, properties[..1], config: new()
        {
            ["spatial.cartesian.min"] = new[] { -100.5, -1e300 },
            ["spatial.cartesian.max"] = new[] { 100.5, 0.1 },
        });
        yield return Index("full\ntext", "FULLTEXT", two, properties, config: new()
        {
            ["fulltext.analyzer"] = "swedish",
            ["fulltext.eventually_consistent"] = true,
        });
        yield return Index("fulltext of relationships", "FULLTEXT", two, properties, SchemaEntity.Relationship);
        yield return Index("vector", "VECTOR", label, properties[..1], config: new()
        {
            ["vector.dimensions"] = 1536L,
            ["vector.similarity_function"] = "EUCLIDEAN",
            ["vector.hnsw.m"] = 8L,
            ["vector.hnsw.ef_construction"] = 50L,
            ["vector.quantization.enabled"] = false,
        });
        yield return Index("vector of relationships", "VECTOR", label, properties[..1], SchemaEntity.Relationship);
        yield return Index("lookup ` under its own name", "LOOKUP", [], []);
        yield return Index("lookup of types", "LOOKUP", [], [], SchemaEntity.Relationship);
        yield return Index("unique 電", "UNIQUENESS", label, [.. properties, "c"]);
        yield return Index("unique of relationships", "RELATIONSHIP_UNIQUENESS", label, ["c"], SchemaEntity.Relationship);
    }

    private static SchemaObject Index(
        string name, string kind, string[] labels, string[] properties, SchemaEntity entity = SchemaEntity.Node, Dictionary<string, object>? config = null) =>
        new() { Name = name, Kind = kind, Entity = entity, LabelsOrTypes = labels, Properties = properties, Config = config ?? [] };

    private static Task CreateAsync(BoltConnection connection, SchemaObject o) => RunAsync(connection, SchemaStatements.Create(o));

    private static Task DropAsync(BoltConnection connection, SchemaObject o) =>
        RunAsync(connection, SchemaStatements.IsConstraint(o) ? SchemaStatements.DropConstraint(o.Name) : SchemaStatements.DropIndex(o.Name));

    private static async Task RunAsync(BoltConnection connection, SchemaStatement statement) =>
        await connection.ExecuteAsync(statement.Text, statement.Parameters, Cancellation);

    private static void AssertEqual(IReadOnlyList<SchemaObject> expected, IReadOnlyList<SchemaObject> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.True(SchemaComparison.AreEqual(pair.First, pair.Second), pair.First.Name));
    }
}
