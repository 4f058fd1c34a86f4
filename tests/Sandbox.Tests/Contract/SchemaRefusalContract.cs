using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Tests.Contract;

/// <summary>Which schema changes a server refuses, by which code.</summary>
public abstract class SchemaRefusalContract(IContractServer server) : ServerContract(server)
{
    private const string ExecutionFailed = "Neo.DatabaseError.Statement.ExecutionFailed";
    private const string InvalidArguments = "Neo.ClientError.General.InvalidArguments";
    private const string IndexExists = "Neo.ClientError.Schema.IndexAlreadyExists";
    private const string ConstraintExists = "Neo.ClientError.Schema.ConstraintAlreadyExists";
    private const string IndexNameTaken = "Neo.ClientError.Schema.IndexWithNameAlreadyExists";
    private const string ConstraintNameTaken = "Neo.ClientError.Schema.ConstraintWithNameAlreadyExists";
    private const string Equivalent = "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists";

    private static (SchemaObject Created, string Code)[] BesideAnIndexAndAConstraint =>
    [
        (SchemaContract.Range("index", "A", "x"), Equivalent),
        (SchemaContract.Range("index", "A", "other"), IndexNameTaken),
        (SchemaContract.Range("constraint", "A", "other"), ConstraintNameTaken),
        (SchemaContract.Range("free", "A", "x"), IndexExists),
        (SchemaContract.Range("free", "C", "x"), ConstraintExists),
        (Unique("constraint", "C", "x"), Equivalent),
        (Unique("constraint", "C", "other"), ConstraintNameTaken),
        (Unique("index", "C", "other"), IndexNameTaken),
        (Unique("free", "C", "x"), ConstraintExists),
        (Unique("free", "A", "x"), IndexExists),
        (SchemaContract.Node("free", "LOOKUP", [], []), IndexExists),
    ];

    private static (SchemaObject Created, string Code)[] WrongInThemselves =>
    [
        (SchemaContract.Range("free", "A", "y", "y"), "Neo.ClientError.Schema.RepeatedPropertyInCompositeSchema"),
        (SchemaContract.Node("free", "FULLTEXT", ["A", "A"], ["y"]), "Neo.ClientError.Schema.RepeatedLabelInSchema"),
        (SchemaContract.Range(" ", "A", "y"), ExecutionFailed),
        (With("RANGE", "foo", 1L), InvalidArguments),
        (With("FULLTEXT", "fulltext.analyzer", "nonsense"), ExecutionFailed),
        (With("FULLTEXT", "fulltext.nonsense", "x"), ExecutionFailed),
        (With("FULLTEXT", "fulltext.eventually_consistent", "nonsense"), ExecutionFailed),
        (With("POINT", "spatial.cartesian.min", new[] { 1.0 }), ExecutionFailed),
        (With("POINT", "spatial.cartesian.min", new[] { 9e9, 9e9 }), ExecutionFailed),
        (With("POINT", "spatial.nonsense.min", new[] { 1.0, 2.0 }), ExecutionFailed),
        (With("VECTOR", "vector.nonsense", 1L), InvalidArguments),
        (With("VECTOR", "vector.dimensions", "a"), InvalidArguments),
        (With("VECTOR", "vector.dimensions", 0L), ExecutionFailed),
        (With("VECTOR", "vector.dimensions", 4_097L), ExecutionFailed),
        (With("VECTOR", "vector.hnsw.m", 513L), ExecutionFailed),
        (With("VECTOR", "vector.hnsw.ef_construction", 3_201L), ExecutionFailed),
        (With("VECTOR", "vector.similarity_function", "dot"), ExecutionFailed),
    ];

    [Fact]
    public async Task Names_and_patterns_are_taken_once()
    {
        await using var connection = await ConnectAsync();
        await CreateAsync(connection, SchemaContract.Range("index", "A", "x"));
        await CreateAsync(connection, Unique("constraint", "C", "x"));

        await AssertRefusedAsync(BesideAnIndexAndAConstraint);

        await CreateAsync(connection, SchemaContract.Node("text beside range", "TEXT", ["A"], ["x"]));
        await CreateAsync(connection, SchemaContract.Range("longer", "A", "x", "y"));
    }

    [Fact]
    public Task Impossible_definitions_are_refused() => AssertRefusedAsync(WrongInThemselves);

    [Fact]
    public async Task What_is_not_there_cannot_be_dropped()
    {
        await using var connection = await ConnectAsync();
        await CreateAsync(connection, SchemaContract.Range("index", "A", "x"));
        await CreateAsync(connection, Unique("constraint", "C", "x"));
        foreach (var name in (string[])["constraint", "nothing"])
        {
            var code = await RefusalAsync(() => SchemaContract.ExecuteAsync(connection, SchemaStatements.DropIndex(name)));
            Assert.Equal("Neo.DatabaseError.Schema.IndexDropFailed", code);
        }

        foreach (var name in (string[])["index", "nothing"])
        {
            var code = await RefusalAsync(() => SchemaContract.ExecuteAsync(connection, SchemaStatements.DropConstraint(name)));
            Assert.Equal("Neo.DatabaseError.Schema.ConstraintDropFailed", code);
        }
    }

    private async Task AssertRefusedAsync((SchemaObject Created, string Code)[] cases)
    {
        await using var connection = await ConnectAsync();
        foreach (var (created, code) in cases)
        {
            var refusal = await RefusalAsync(() => CreateAsync(connection, created));
            Assert.True(code == refusal, $"{created}: expected {code}, got {refusal}");
        }
    }

    private static Task<IReadOnlyDictionary<string, object?>> CreateAsync(IBoltSession session, SchemaObject definition) =>
        SchemaContract.ExecuteAsync(session, SchemaStatements.Create(definition));

    private static SchemaObject Unique(string name, string label, string property) =>
        SchemaContract.Range(name, label, property) with { Kind = "UNIQUENESS" };

    private static SchemaObject With(string kind, string setting, object value) =>
        SchemaContract.Node("free", kind, ["A"], ["y"]) with { Config = SchemaContract.Config((setting, value)) };
}

public sealed class SandboxSchemaRefusalContract() : SchemaRefusalContract(new SandboxContractServer());

[Collection<TestKit.RealServer>]
public sealed class RealServerSchemaRefusalContract(TestKit.Neo4jServerFixture fixture)
    : SchemaRefusalContract(new RealContractServer(fixture));
