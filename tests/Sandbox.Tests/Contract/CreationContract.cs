using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Tests.Contract;

/// <summary>How nodes and relationships are created and deleted.</summary>
public abstract class CreationContract(IContractServer server) : ServerContract(server)
{
    private const string TypeError = "Neo.ClientError.Statement.TypeError";
    private const string TokenNameError = "Neo.ClientError.Schema.TokenNameError";

    [Fact]
    public async Task Ids_come_in_the_order_of_the_rows()
    {
        await using var connection = await ConnectAsync();
        var ids = await CreateNodesAsync(connection, ["A"], [.. Enumerable.Range(0, 500).Select(i => Map(("row", (long)i)))]);

        var nodes = (await NodesAsync(connection)).ToDictionary(node => node.Id);
        Assert.Equal(500, nodes.Count);
        for (var i = 0; i < ids.Length; i++) Assert.Equal((long)i, nodes[ids[i]].Properties["row"]);
    }

    [Fact]
    public async Task Nodes_are_read_in_the_order_of_their_ids()
    {
        await using var connection = await ConnectAsync();
        await CreateNodesAsync(connection, [], [.. Enumerable.Repeat(Map(), 50)]);

        var ids = (await NodesAsync(connection)).Select(node => node.Id).ToArray();
        Assert.Equal(ids.Order(), ids);
    }

    [Fact]
    public async Task Names_may_hold_anything_but_nothing_and_nul()
    {
        await using var connection = await ConnectAsync();
        string[] names = ["back`tick", "a b", "ключ", "\u0060", @"\u0060", "\"", "x\ny", new('l', 300)];
        var ids = await CreateNodesAsync(connection, names, Map([.. names.Select(name => (name, (object?)name))]));
        Assert.Equal(1, await CreateRelationshipsAsync(connection, (ids[0], names[0], ids[0], Map((names[1], 1L)))));

        var node = Assert.Single(await NodesAsync(connection));
        Assert.Equal(names.Order(StringComparer.Ordinal), node.Labels.Order(StringComparer.Ordinal));
        Assert.Equal(names.Order(StringComparer.Ordinal), node.Properties.Keys.Order(StringComparer.Ordinal));
        var relationship = Assert.Single(await RelationshipsAsync(connection));
        Assert.Equal((names[0], names[1]), (relationship.Type, Assert.Single(relationship.Properties.Keys)));
        foreach (var name in (string[])["", "a\0b"])
        {
            Assert.Equal(TokenNameError, await RefusalAsync(() => CreateNodesAsync(connection, [name], Map())));
            Assert.Equal(TokenNameError, await RefusalAsync(() => CreateNodesAsync(connection, [], Map((name, 1L)))));
            Assert.Equal(TokenNameError, await RefusalAsync(() => CreateRelationshipsAsync(connection, (ids[0], name, ids[0], Map()))));
        }
    }

    [Fact]
    public async Task A_label_given_twice_is_one()
    {
        await using var connection = await ConnectAsync();
        await CreateNodesAsync(connection, ["A", "B", "A"], Map());

        Assert.Equal(["A", "B"], Assert.Single(await NodesAsync(connection)).Labels.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_relationship_without_an_end_is_left_out_and_not_counted()
    {
        await using var connection = await ConnectAsync();
        var ids = await CreateNodesAsync(connection, [], Map(), Map());
        var missing = ids.Max() + 1_000;

        var created = await CreateRelationshipsAsync(
            connection,
            (ids[0], "T", ids[1], Map()),
            (ids[0], "T", missing, Map()),
            (missing, "T", ids[1], Map()),
            (-1, "T", ids[1], Map()));

        Assert.Equal(1, created);
        Assert.Equal((ids[0], ids[1]), Assert.Single((await RelationshipsAsync(connection)).Select(r => (r.StartId, r.EndId))));
    }

    [Fact]
    public async Task Parallel_relationships_and_self_loops_are_kept_apart()
    {
        await using var connection = await ConnectAsync();
        var id = Assert.Single(await CreateNodesAsync(connection, [], Map()));

        Assert.Equal(3, await CreateRelationshipsAsync(connection, (id, "T", id, Map()), (id, "T", id, Map()), (id, "T", id, Map())));

        Assert.Equal(3, (await RelationshipsAsync(connection)).DistinctBy(r => r.Id).Count());
        Assert.Equal(3, await CountAsync(connection, Statements.CountRelationships));
    }

    [Fact]
    public async Task The_summary_counts_what_was_changed()
    {
        await using var connection = await ConnectAsync();
        var nodes = await connection.ExecuteAsync(
            Statements.CreateNodes,
            Map(("rows", new[] { Map(("l", new[] { "A", "B" }), ("p", Map(("x", 1L)))), Map(("l", Array.Empty<string>()), ("p", Map())) })),
            Cancellation);
        Assert.Equal(Map(("contains-updates", true), ("labels-added", 2L), ("nodes-created", 2L), ("properties-set", 1L)), Stats(nodes));
        Assert.Equal("rw", nodes["type"]);
        Assert.Equal("neo4j", nodes["db"]);

        var deleted = await connection.ExecuteAsync(Statements.DeleteNodes, null, Cancellation);
        Assert.Equal(Map(("contains-updates", true), ("nodes-deleted", 2L)), Stats(deleted));
        Assert.Equal("w", deleted["type"]);
        Assert.DoesNotContain("stats", (await connection.ExecuteAsync(Statements.DeleteNodes, null, Cancellation)).Keys);
    }

    [Fact]
    public async Task Rows_of_another_shape_are_refused()
    {
        await using var connection = await ConnectAsync();
        Assert.Equal("Neo.ClientError.Statement.ParameterMissing", await CodeAsync(Map()));
        Assert.Equal(TypeError, await CodeAsync(Map(("rows", new object[] { 5L }))));
        Assert.Equal(TypeError, await CodeAsync(Map(("rows", new[] { Map() }))));
        Assert.Equal(TypeError, await CodeAsync(Map(("rows", new[] { Map(("l", new object?[] { "A", null }), ("p", Map())) }))));
        Assert.Equal(TypeError, await CodeAsync(Map(("rows", new[] { Map(("l", new[] { "A" }), ("p", 5L)) }))));
        Assert.Empty(await connection.QueryAsync(Statements.CreateNodes, Map(("rows", Array.Empty<object>())), Cancellation));
        Assert.Equal(0, await CreateRelationshipsAsync(connection));

        Task<string> CodeAsync(Dictionary<string, object?> parameters) =>
            RefusalAsync(() => connection.ExecuteAsync(Statements.CreateNodes, parameters, Cancellation));
    }

    [Fact]
    public async Task Everything_is_deleted_relationships_first()
    {
        await using var connection = await ConnectAsync();
        var ids = await CreateNodesAsync(connection, ["A"], [.. Enumerable.Repeat(Map(), 12_000)]);
        await CreateRelationshipsAsync(connection, [.. ids.Select(id => (id, "T", ids[0], Map()))]);

        Assert.Equal(12_000L, Stats(await connection.ExecuteAsync(Statements.DeleteRelationships, null, Cancellation))["relationships-deleted"]);
        Assert.Equal(12_000L, Stats(await connection.ExecuteAsync(Statements.DeleteNodes, null, Cancellation))["nodes-deleted"]);

        Assert.Equal(0, await CountAsync(connection, Statements.CountNodes));
        Assert.Equal(0, await CountAsync(connection, Statements.CountRelationships));
    }

    [Fact]
    public async Task Some_are_deleted_until_none_is_left()
    {
        await using var connection = await ConnectAsync();
        var ids = await CreateNodesAsync(connection, ["A"], [.. Enumerable.Repeat(Map(), 25)]);
        await CreateRelationshipsAsync(connection, [.. ids.Select(id => (id, "T", ids[0], Map()))]);

        foreach (var statement in (string[])[Statements.DeleteSomeRelationships, Statements.DeleteSomeNodes])
        {
            var deleted = new List<long>();
            do deleted.Add((long)(await connection.QueryAsync(statement, Map(("most", 10L)), Cancellation))[0]["deleted"]!);
            while (deleted[^1] > 0);
            Assert.Equal([10, 10, 5, 0], deleted);
        }

        Assert.Equal(0, await CountAsync(connection, Statements.CountNodes));
    }

    [Theory]
    [InlineData(Statements.DeleteNodes)]
    [InlineData(Statements.DeleteSomeNodes)]
    public async Task A_node_with_relationships_is_not_deleted(string delete)
    {
        const string Code = "Neo.ClientError.Schema.ConstraintValidationFailed";
        await using var connection = await ConnectAsync();
        var ids = await CreateNodesAsync(connection, [], Map(), Map());
        await CreateRelationshipsAsync(connection, (ids[0], "T", ids[1], Map()));

        Assert.Equal(Code, await RefusalAsync(() => connection.ExecuteAsync(delete, Map(("most", 10L)), Cancellation)));

        Assert.Equal(2, await CountAsync(connection, Statements.CountNodes));
    }

    private static Dictionary<string, object?> Stats(IReadOnlyDictionary<string, object?> summary) =>
        Assert.IsType<Dictionary<string, object?>>(summary["stats"]);
}

public sealed class SandboxCreationContract() : CreationContract(new SandboxContractServer());

[Collection<TestKit.RealServer>]
public sealed class RealServerCreationContract(TestKit.Neo4jServerFixture fixture) : CreationContract(new RealContractServer(fixture));
