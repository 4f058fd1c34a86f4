using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Tests.Contract;

/// <summary>How a server is reached, what it says of itself, and how its records are pulled.</summary>
public abstract class ConnectionContract(IContractServer server) : ServerContract(server)
{
    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 0)]
    [InlineData(5, 1)]
    [InlineData(5, 4)]
    [InlineData(5, 6)]
    [InlineData(5, 7)]
    [InlineData(5, 8)]
    public async Task Every_version_reads_what_it_wrote(byte major, byte minor)
    {
        var version = new BoltVersion(major, minor);
        await using var connection = await ConnectAsync(o => o with { HighestVersion = version });
        Assert.Equal(version, connection.Version);
        var ids = await CreateNodesAsync(connection, ["A", "B"], Map(("x", 1L)), Map());
        await CreateRelationshipsAsync(connection, (ids[0], "T", ids[1], Map(("y", 2.5))));

        Assert.Equal(ids.Order(), (await NodesAsync(connection)).Select(node => node.Id).Order());
        var relationship = Assert.Single(await RelationshipsAsync(connection));
        Assert.Equal((ids[0], ids[1], "T"), (relationship.StartId, relationship.EndId, relationship.Type));
        var refusal = await RefusalAsync(() => connection.ExecuteAsync("NO STATEMENT AT ALL", null, Cancellation));
        Assert.Equal("Neo.ClientError.Statement.SyntaxError", refusal);
        Assert.Equal(2, await CountAsync(connection, Statements.CountNodes));
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    public async Task A_wrong_password_is_refused(byte major, byte minor)
    {
        var refusal = await Assert.ThrowsAsync<BoltAuthenticationException>(() => ConnectAsync(o => o with
        {
            Credentials = new BoltCredentials(Logon.User, "not the password"),
            HighestVersion = new BoltVersion(major, minor),
        }));

        Assert.Equal("Neo.ClientError.Security.Unauthorized", refusal.Code);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_refused()
    {
        await using var connection = await ConnectAsync(o => o with { Database = "elsewhere" });
        string[] refusals =
        [
            await RefusalAsync(() => CountAsync(connection, Statements.CountNodes)),
            await RefusalAsync(() => connection.BeginAsync(BoltTransactionOptions.Read, Cancellation)),
        ];

        Assert.All(refusals, code => Assert.Equal("Neo.ClientError.Database.DatabaseNotFound", code));
    }

    [Fact]
    public async Task The_database_may_be_named()
    {
        await using var connection = await ConnectAsync(o => o with { Database = "neo4j" });
        Assert.Equal(0, await CountAsync(connection, Statements.CountNodes));
    }

    [Fact]
    public async Task The_server_is_a_community_edition_of_the_5_26_line()
    {
        await using var connection = await ConnectAsync();
        Assert.StartsWith("Neo4j/5.26.", connection.ServerAgent, StringComparison.Ordinal);

        var facts = await DatabaseInspector.InspectAsync(connection, Cancellation);

        Assert.StartsWith("5.26.", facts.ServerVersion, StringComparison.Ordinal);
        Assert.Equal(("community", "neo4j", 0L, 0L), (facts.Edition, facts.Database, facts.Nodes, facts.Relationships));
        Assert.Equal(64, facts.DatabaseId?.Length);
        GraphImporter.Preflight(facts, Archive.Manifests.GraphSchema.Empty);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(100)]
    public async Task Records_come_in_batches_of_any_size(int fetchSize)
    {
        await using var connection = await ConnectAsync(o => o with { FetchSize = fetchSize });
        var ids = await CreateNodesAsync(connection, [], [.. Enumerable.Repeat(Map(), 10)]);

        Assert.Equal(ids.Order(), (await NodesAsync(connection)).Select(node => node.Id));
    }

    [Fact]
    public async Task Records_nobody_reads_are_discarded_and_the_statement_has_its_effect()
    {
        await using var connection = await ConnectAsync(o => o with { FetchSize = 2 });
        var rows = Enumerable.Repeat(Map(("l", new[] { "A" }), ("p", Map())), 10).ToArray();
        await using (var cursor = await connection.RunAsync(Statements.CreateNodes, Map(("rows", rows)), Cancellation))
        {
            Assert.True(await cursor.ReadAsync(Cancellation));
        }

        Assert.Equal(10, await CountAsync(connection, Statements.CountNodes));
    }
}

public sealed class SandboxConnectionContract() : ConnectionContract(new SandboxContractServer());

[Collection<TestKit.RealServer>]
public sealed class RealServerConnectionContract(TestKit.Neo4jServerFixture fixture) : ConnectionContract(new RealContractServer(fixture));
