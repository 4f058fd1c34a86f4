using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.Values;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Tests.Contract;

/// <summary>What uniqueness constraints count as the same, and when they say so.</summary>
public abstract class UniquenessContract(IContractServer server) : ServerContract(server)
{
    private const string Violation = "Neo.ClientError.Schema.ConstraintValidationFailed";

    private static (object First, object Second)[] Same =>
    [
        (1L, 1L), (1L, 1.0), (0.0, 0L), ("a", "a"), (true, true), (9_007_199_254_740_992L, 9_007_199_254_740_992.0),
        (new object[] { 1L, 2L }, new object[] { 1.0, 2.0 }),
        (Array.Empty<object>(), Array.Empty<object>()), (new object[] { double.NaN }, new object[] { double.NaN }),
        (new byte[] { 97, 98 }, new object[] { 97L, 98L }),
        (new object[] { "a" }, new object[] { "a" }), (new Point(7203, 1, 2, null), new Point(7203, 1, 2, null)),
        (new Date(5), new Date(5)),
    ];

    private static (object First, object Second)[] Different =>
    [
        (double.NaN, double.NaN), (0.0, -0.0), ("a", "A"), ("1", 1L), (9_007_199_254_740_993L, 9_007_199_254_740_992.0),
        (Array.Empty<byte>(), Array.Empty<object>()),
        (new OffsetDateTime(10, 0, 0), new OffsetDateTime(10, 0, 3_600)), (new OffsetDateTime(10, 0, 0), new ZonedDateTime(10, 0, "UTC")),
        (new Time(3_600_000_000_000, 3_600), new Time(0, 0)), (new Duration(0, 1, 0, 0), new Duration(0, 0, 86_400, 0)),
        (new Point(7203, 1, 2, null), new Point(4326, 1, 2, null)), (new Point(7203, 0.0, 2, null), new Point(7203, -0.0, 2, null)),
        (new object[] { 1L }, 1L),
    ];

    [Fact]
    public async Task Values_are_told_apart_as_Cypher_does()
    {
        await using var connection = await ConnectAsync();
        await CreateAsync(connection, Constraint("unique_x", "A", "x"));
        foreach (var (first, second) in Same)
        {
            await CreateNodesAsync(connection, ["A"], Map(("x", first)));
            Assert.Equal(Violation, await RefusalAsync(() => CreateNodesAsync(connection, ["A", "B"], Map(("x", second)))));
            await connection.ExecuteAsync(Statements.DeleteNodes, null, Cancellation);
        }

        foreach (var (first, second) in Different)
        {
            await CreateNodesAsync(connection, ["A"], Map(("x", first)), Map(), Map());
            await CreateNodesAsync(connection, ["A"], Map(("x", second)));
            await connection.ExecuteAsync(Statements.DeleteNodes, null, Cancellation);
        }
    }

    [Fact]
    public async Task A_refused_batch_leaves_nothing_behind()
    {
        await using var connection = await ConnectAsync();
        await CreateAsync(connection, Constraint("unique_x", "A", "x"));

        Task CreateTwiceAsync() => CreateNodesAsync(connection, ["A"], Map(("x", 1L)), Map(("x", 2L)), Map(("x", 1L)));
        Assert.Equal(Violation, await RefusalAsync(CreateTwiceAsync));

        Assert.Equal(0, await CountAsync(connection, Statements.CountNodes));
        await CreateNodesAsync(connection, ["A"], Map(("x", 1L)));
    }

    [Fact]
    public async Task A_value_is_free_again_after_its_node_is_deleted_in_the_same_transaction()
    {
        await using var connection = await ConnectAsync();
        await CreateAsync(connection, Constraint("unique_x", "A", "x"));
        await CreateNodesAsync(connection, ["A"], Map(("x", 1L)));
        await using (var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Cancellation))
        {
            await transaction.ExecuteAsync(Statements.DeleteNodes, null, Cancellation);
            await CreateNodesAsync(transaction, ["A"], Map(("x", 1L)));
            await transaction.CommitAsync(Cancellation);
        }

        Assert.Equal(Violation, await RefusalAsync(() => CreateNodesAsync(connection, ["A"], Map(("x", 1L)))));
        Assert.Single(await NodesAsync(connection));
    }

    [Fact]
    public async Task A_constraint_over_several_properties_looks_at_all_of_them_together()
    {
        await using var connection = await ConnectAsync();
        await CreateAsync(connection, Constraint("unique_xy", "A", "x", "y"));
        await CreateNodesAsync(connection, ["A"], Map(("x", 1L), ("y", 1L)), Map(("x", 1L), ("y", 2L)), Map(("x", 1L)), Map(("x", 1L)));

        Assert.Equal(Violation, await RefusalAsync(() => CreateNodesAsync(connection, ["A"], Map(("y", 2L), ("x", 1L)))));
    }

    [Fact]
    public async Task Relationships_have_constraints_too()
    {
        await using var connection = await ConnectAsync();
        var constraint = Constraint("unique_r", "T", "x");
        await CreateAsync(connection, constraint with { Kind = "RELATIONSHIP_UNIQUENESS", Entity = SchemaEntity.Relationship });
        var ids = await CreateNodesAsync(connection, [], Map(), Map());
        await CreateRelationshipsAsync(
            connection, (ids[0], "T", ids[1], Map(("x", 1L))), (ids[0], "U", ids[1], Map(("x", 1L))), (ids[0], "T", ids[1], Map()));

        Assert.Equal(Violation, await RefusalAsync(() => CreateRelationshipsAsync(connection, (ids[1], "T", ids[0], Map(("x", 1L))))));
    }

    [Fact]
    public async Task A_constraint_is_not_created_over_data_that_violates_it()
    {
        await using var connection = await ConnectAsync();
        await CreateNodesAsync(connection, ["A"], Map(("x", 1L)), Map(("x", 1.0)), Map(("y", 1L)));

        var code = await RefusalAsync(() => CreateAsync(connection, Constraint("unique_x", "A", "x")));

        Assert.Equal("Neo.DatabaseError.Schema.ConstraintCreationFailed", code);
        Assert.Empty((await SchemaReader.ReadAsync(connection, Cancellation)).Constraints);
        await CreateAsync(connection, Constraint("unique_y", "A", "y"));
        Assert.Equal(Violation, await RefusalAsync(() => CreateNodesAsync(connection, ["A"], Map(("y", 1L)))));
    }

    [Fact]
    public async Task A_dropped_constraint_forbids_nothing()
    {
        await using var connection = await ConnectAsync();
        await CreateAsync(connection, Constraint("unique_x", "A", "x"));
        await SchemaContract.ExecuteAsync(connection, SchemaStatements.DropConstraint("unique_x"));

        await CreateNodesAsync(connection, ["A"], Map(("x", 1L)), Map(("x", 1L)));

        Assert.Equal(2, await CountAsync(connection, Statements.CountNodes));
    }

    private static Task<IReadOnlyDictionary<string, object?>> CreateAsync(IBoltSession session, SchemaObject constraint) =>
        SchemaContract.ExecuteAsync(session, SchemaStatements.Create(constraint));

    private static SchemaObject Constraint(string name, string label, params string[] properties) =>
        SchemaContract.Range(name, label, properties) with { Kind = "UNIQUENESS" };
}

public sealed class SandboxUniquenessContract() : UniquenessContract(new SandboxContractServer());

[Collection<TestKit.RealServer>]
public sealed class RealServerUniquenessContract(TestKit.Neo4jServerFixture fixture) : UniquenessContract(new RealContractServer(fixture));
