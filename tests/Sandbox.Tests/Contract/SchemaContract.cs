using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Tests.Contract;

/// <summary>How constraints and indexes are created, shown and dropped.</summary>
public abstract class SchemaContract(IContractServer server) : ServerContract(server)
{
    private const string PointOptions =
        " OPTIONS {indexConfig: {`spatial.cartesian-3d.max`: [1000000.0, 1000000.0, 1000000.0]," +
        "`spatial.cartesian-3d.min`: [-1000000.0, -1000000.0, -1000000.0],`spatial.cartesian.max`: [10.0, 10.5]," +
        "`spatial.cartesian.min`: [-10.0, -10.0],`spatial.wgs-84-3d.max`: [180.0, 90.0, 1000000.0]," +
        "`spatial.wgs-84-3d.min`: [-180.0, -90.0, -1000000.0],`spatial.wgs-84.max`: [180.0, 90.0],`spatial.wgs-84.min`: [-180.0, -90.0]}}";

    /// <summary>What is created, the provider and the statement it is shown with.</summary>
    private static (SchemaObject Created, string Provider, string CreateStatement)[] EveryKind =>
    [
        (Range("range", "A", "x"), "range-1.0", "CREATE RANGE INDEX `range` FOR (n:`A`) ON (n.`x`)"),
        (Range("range of two", "A b", "x", "y`z"), "range-1.0", "CREATE RANGE INDEX `range of two` FOR (n:`A b`) ON (n.`x`, n.`y``z`)"),
        (Relationship("range_r", "RANGE", ["T"], ["x"]), "range-1.0", "CREATE RANGE INDEX `range_r` FOR ()-[r:`T`]-() ON (r.`x`)"),
        (Node("text", "TEXT", ["A"], ["x"]), "text-2.0", "CREATE TEXT INDEX `text` FOR (n:`A`) ON (n.`x`)"),
        (Node("point", "POINT", ["A"], ["x"]) with
            {
                Config = Config(("spatial.cartesian.min", new[] { -10.0, -10.0 }), ("spatial.cartesian.max", new[] { 10.0, 10.5 })),
            },
            "point-1.0",
            "CREATE POINT INDEX `point` FOR (n:`A`) ON (n.`x`)" + PointOptions),
        (Node("fulltext", "FULLTEXT", ["A", "B c"], ["x", "y z"]),
            "fulltext-1.0",
            "CREATE FULLTEXT INDEX `fulltext` FOR (n:`A`|`B c`) ON EACH [n.`x`, n.`y z`] OPTIONS {indexConfig: " +
            "{`fulltext.analyzer`: 'standard-no-stop-words',`fulltext.eventually_consistent`: false}}"),
        (Relationship("fulltext_r", "FULLTEXT", ["T", "U"], ["x"]) with
            {
                Config = Config(("fulltext.analyzer", "english"), ("fulltext.eventually_consistent", true)),
            },
            "fulltext-1.0",
            "CREATE FULLTEXT INDEX `fulltext_r` FOR ()-[r:`T`|`U`]-() ON EACH [r.`x`] OPTIONS {indexConfig: " +
            "{`fulltext.analyzer`: 'english',`fulltext.eventually_consistent`: true}}"),
        (Node("vector", "VECTOR", ["A"], ["x"]),
            "vector-2.0",
            "CREATE VECTOR INDEX `vector` FOR (n:`A`) ON (n.`x`) OPTIONS {indexConfig: {`vector.hnsw.ef_construction`: 100," +
            "`vector.hnsw.m`: 16,`vector.quantization.enabled`: true,`vector.similarity_function`: 'COSINE'}}"),
        (Relationship("vector_r", "VECTOR", ["T"], ["x"]) with
            {
                Config = Config(
                    ("vector.dimensions", 3L), ("vector.similarity_function", "euclidean"), ("vector.hnsw.m", 5L),
                    ("vector.hnsw.ef_construction", 7L), ("vector.quantization.enabled", false)),
            },
            "vector-2.0",
            "CREATE VECTOR INDEX `vector_r` FOR ()-[r:`T`]-() ON (r.`x`) OPTIONS {indexConfig: {`vector.dimensions`: 3," +
            "`vector.hnsw.ef_construction`: 7,`vector.hnsw.m`: 5,`vector.quantization.enabled`: false," +
            "`vector.similarity_function`: 'EUCLIDEAN'}}"),
        (Node("unique", "UNIQUENESS", ["C"], ["x", "y"]),
            "range-1.0",
            "CREATE CONSTRAINT `unique` FOR (n:`C`) REQUIRE (n.`x`, n.`y`) IS UNIQUE"),
        (Relationship("unique_r", "RELATIONSHIP_UNIQUENESS", ["C"], ["x"]),
            "range-1.0",
            "CREATE CONSTRAINT `unique_r` FOR ()-[r:`C`]-() REQUIRE (r.`x`) IS UNIQUE"),
    ];

    [Fact]
    public async Task A_new_database_has_two_lookup_indexes()
    {
        await using var connection = await ConnectAsync();
        var schema = await SchemaReader.ReadAsync(connection, Cancellation);

        Assert.Empty(schema.Constraints);
        Assert.Equal(
            [
                (SchemaEntity.Node, "CREATE LOOKUP INDEX `index_343aff4e` FOR (n) ON EACH labels(n)"),
                (SchemaEntity.Relationship, "CREATE LOOKUP INDEX `index_f7700477` FOR ()-[r]-() ON EACH type(r)"),
            ],
            schema.Indexes.Select(index => (index.Entity, index.CreateStatement)));
        Assert.All(schema.Indexes, index => Assert.Equal("LOOKUP", index.Kind));
        Assert.All(schema.Indexes, index => Assert.Empty(index.LabelsOrTypes.Concat(index.Properties)));
    }

    [Fact]
    public async Task Every_kind_is_shown_as_it_was_created_with_its_defaults_filled_in()
    {
        await using var connection = await ConnectAsync();
        foreach (var (created, _, _) in EveryKind) await ExecuteAsync(connection, SchemaStatements.Create(created));
        await connection.ExecuteAsync(Statements.AwaitIndexes, Map(("seconds", 60L)), Cancellation);

        var schema = await SchemaReader.ReadAsync(connection, Cancellation);

        var shown = schema.Constraints.Concat(schema.Indexes).ToDictionary(o => o.Name);
        foreach (var (created, provider, createStatement) in EveryKind)
        {
            Assert.True(SchemaComparison.IsRestorationOf(shown[created.Name], created), created.Name);
            Assert.Equal((provider, createStatement), (shown[created.Name].Provider, shown[created.Name].CreateStatement));
        }
    }

    [Fact]
    public async Task Every_index_is_online_and_a_constraint_owns_one_of_its_name()
    {
        await using var connection = await ConnectAsync();
        foreach (var (created, _, _) in EveryKind) await ExecuteAsync(connection, SchemaStatements.Create(created));
        await connection.ExecuteAsync(Statements.AwaitIndexes, Map(("seconds", 60L)), Cancellation);

        var indexes = await connection.QueryAsync(Statements.ShowIndexes, null, Cancellation);

        Assert.All(indexes, index => Assert.Equal(("ONLINE", ""), ((string)index["state"]!, (string)index["failureMessage"]!)));
        var names = indexes.Select(index => (string)index["name"]!).ToArray();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        var owned = indexes.Where(index => index["owningConstraint"] is not null).ToArray();
        Assert.Equal(["unique", "unique_r"], owned.Select(index => index["owningConstraint"]));
        Assert.All(owned, index => Assert.Equal((index["owningConstraint"], "RANGE"), (index["name"], index["type"])));
    }

    [Fact]
    public async Task Every_kind_can_be_dropped()
    {
        await using var connection = await ConnectAsync();
        foreach (var (created, _, _) in EveryKind) await ExecuteAsync(connection, SchemaStatements.Create(created));
        foreach (var (created, _, _) in EveryKind)
        {
            var isConstraint = SchemaStatements.IsConstraint(created);
            await ExecuteAsync(
                connection, isConstraint ? SchemaStatements.DropConstraint(created.Name) : SchemaStatements.DropIndex(created.Name));
        }

        var schema = await SchemaReader.ReadAsync(connection, Cancellation);
        Assert.Empty(schema.Constraints);
        Assert.Equal(2, schema.Indexes.Count);
    }

    [Fact]
    public async Task A_lookup_index_may_have_any_name()
    {
        await using var connection = await ConnectAsync();
        await ExecuteAsync(connection, SchemaStatements.DropIndex("index_343aff4e"));
        await ExecuteAsync(connection, SchemaStatements.Create(Node("labels of old", "LOOKUP", [], [])));

        var schema = await SchemaReader.ReadAsync(connection, Cancellation);
        Assert.Contains(schema.Indexes, index => index is { Name: "labels of old", Kind: "LOOKUP" });
    }

    [Fact]
    public async Task An_index_in_an_open_transaction_is_being_populated_and_gone_after_a_rollback()
    {
        await using var connection = await ConnectAsync();
        await using var other = await ConnectAsync();
        await using (var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Cancellation))
        {
            await ExecuteAsync(transaction, SchemaStatements.Create(Range("pending", "A", "x")));
            var shown = await transaction.QueryAsync(Statements.ShowIndexes, null, Cancellation);
            Assert.Equal("POPULATING", Assert.Single(shown, index => (string)index["name"]! == "pending")["state"]);
            Assert.Equal(2, (await other.QueryAsync(Statements.ShowIndexes, null, Cancellation)).Count);
        }

        Assert.Equal(2, (await other.QueryAsync(Statements.ShowIndexes, null, Cancellation)).Count);
    }

    internal static SchemaObject Range(string name, string label, params string[] properties) => Node(name, "RANGE", [label], properties);

    internal static SchemaObject Node(string name, string kind, string[] labels, string[] properties) =>
        new() { Name = name, Kind = kind, Entity = SchemaEntity.Node, LabelsOrTypes = labels, Properties = properties };

    internal static Task<IReadOnlyDictionary<string, object?>> ExecuteAsync(IBoltSession session, SchemaStatement statement) =>
        session.ExecuteAsync(statement.Text, statement.Parameters, Cancellation);

    internal static Dictionary<string, object> Config(params (string Setting, object Value)[] settings) =>
        settings.ToDictionary(setting => setting.Setting, setting => setting.Value);

    private static SchemaObject Relationship(string name, string kind, string[] types, string[] properties) =>
        Node(name, kind, types, properties) with { Entity = SchemaEntity.Relationship };
}

public sealed class SandboxSchemaContract() : SchemaContract(new SandboxContractServer());

[Collection<TestKit.RealServer>]
public sealed class RealServerSchemaContract(TestKit.Neo4jServerFixture fixture) : SchemaContract(new RealContractServer(fixture));
