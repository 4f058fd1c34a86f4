using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Tests.Contract;

/// <summary>What transactions see of each other, and what may be done in one.</summary>
public abstract class TransactionContract(IContractServer server) : ServerContract(server)
{
    [Fact]
    public async Task Nobody_else_sees_what_is_not_committed()
    {
        await using var writer = await ConnectAsync();
        await using var reader = await ConnectAsync();
        await using var transaction = await writer.BeginAsync(BoltTransactionOptions.Write, Cancellation);
        await CreateNodesAsync(transaction, ["A"], Map());

        Assert.Equal(1, await CountAsync(transaction, Statements.CountNodes));
        Assert.Single(await NodesAsync(transaction));
        Assert.Equal(0, await CountAsync(reader, Statements.CountNodes));
        Assert.Empty(await NodesAsync(reader));

        await transaction.CommitAsync(Cancellation);
        Assert.Single(await NodesAsync(reader));
        Assert.Equal(1, await CountAsync(reader, Statements.CountNodes));
    }

    [Fact]
    public async Task A_transaction_sees_what_others_commit_meanwhile()
    {
        await using var writer = await ConnectAsync();
        await using var reader = await ConnectAsync();
        await using var transaction = await reader.BeginAsync(BoltTransactionOptions.Read, Cancellation);
        Assert.Empty(await NodesAsync(transaction));

        await CreateNodesAsync(writer, ["A"], Map());

        Assert.Single(await NodesAsync(transaction));
    }

    [Fact]
    public async Task A_rollback_leaves_everything_as_it_was()
    {
        await using var connection = await ConnectAsync();
        var ids = await CreateNodesAsync(connection, ["A"], Map(("x", 1L)), Map());
        await CreateRelationshipsAsync(connection, (ids[0], "T", ids[1], Map()));
        await using (var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Cancellation))
        {
            await transaction.ExecuteAsync(Statements.DeleteRelationships, null, Cancellation);
            await transaction.ExecuteAsync(Statements.DeleteNodes, null, Cancellation);
            await CreateNodesAsync(transaction, ["B"], Map());
            Assert.Equal(1, await CountAsync(transaction, Statements.CountNodes));
            Assert.Equal(0, await CountAsync(transaction, Statements.CountRelationships));
        }

        Assert.Equal(ids.Order(), (await NodesAsync(connection)).Select(node => node.Id));
        Assert.Single(await RelationshipsAsync(connection));
    }

    [Fact]
    public async Task A_graph_is_swapped_in_one_transaction()
    {
        await using var connection = await ConnectAsync();
        await using var other = await ConnectAsync();
        var old = await CreateNodesAsync(connection, ["Old"], [.. Enumerable.Repeat(Map(), 20)]);
        await CreateRelationshipsAsync(connection, (old[0], "T", old[1], Map()));
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Cancellation);
        await transaction.ExecuteAsync(Statements.DeleteRelationships, null, Cancellation);
        await transaction.ExecuteAsync(Statements.DeleteNodes, null, Cancellation);
        var fresh = await CreateNodesAsync(transaction, ["New"], [.. Enumerable.Repeat(Map(), 20)]);
        await CreateRelationshipsAsync(transaction, (fresh[0], "T", fresh[1], Map()));

        Assert.Empty(fresh.Intersect(old));
        Assert.All(await NodesAsync(other), node => Assert.Equal("Old", Assert.Single(node.Labels)));
        await transaction.CommitAsync(Cancellation);
        Assert.All(await NodesAsync(other), node => Assert.Equal("New", Assert.Single(node.Labels)));
        Assert.Equal(20, await CountAsync(other, Statements.CountNodes));
    }

    [Fact]
    public async Task A_node_with_relationships_fails_the_commit_that_deletes_it()
    {
        await using var connection = await ConnectAsync();
        var ids = await CreateNodesAsync(connection, [], Map());
        await CreateRelationshipsAsync(connection, (ids[0], "T", ids[0], Map()));
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Cancellation);
        await transaction.ExecuteAsync(Statements.DeleteNodes, null, Cancellation);

        var code = await RefusalAsync(() => transaction.CommitAsync(Cancellation));

        Assert.Equal("Neo.ClientError.Schema.ConstraintValidationFailed", code);
        Assert.Single(await NodesAsync(connection));
    }

    [Fact]
    public async Task After_a_failure_the_connection_is_usable_and_the_transaction_gone()
    {
        await using var connection = await ConnectAsync();
        await using (var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Cancellation))
        {
            await CreateNodesAsync(transaction, ["A"], Map());
            await Assert.ThrowsAsync<BoltServerException>(() => transaction.ExecuteAsync("NO STATEMENT AT ALL", null, Cancellation));
        }

        Assert.Empty(await NodesAsync(connection));
    }

    [Fact]
    public async Task Data_and_schema_cannot_share_a_transaction()
    {
        const string Forbidden = "Neo.ClientError.Transaction.ForbiddenDueToTransactionType";
        await using var connection = await ConnectAsync();
        var index = SchemaContract.Range("some_index", "A", "x");

        await using (var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Cancellation))
        {
            await CreateNodesAsync(transaction, ["A"], Map());
            Assert.Equal(Forbidden, await RefusalAsync(() => SchemaContract.ExecuteAsync(transaction, SchemaStatements.Create(index))));
        }

        await using (var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Cancellation))
        {
            await SchemaContract.ExecuteAsync(transaction, SchemaStatements.Create(index));
            Assert.Empty(await NodesAsync(transaction));
            Assert.Equal(Forbidden, await RefusalAsync(() => CreateNodesAsync(transaction, ["A"], Map())));
        }
    }

    [Fact]
    public async Task What_a_client_says_of_its_transaction_is_shown_until_it_has_ended()
    {
        await using var connection = await ConnectAsync();
        await using var other = await ConnectAsync();
        var marked = BoltTransactionOptions.Write with { Metadata = new Dictionary<string, object?> { ["mark"] = "mine" } };
        await using (var transaction = await connection.BeginAsync(marked, Cancellation))
        {
            await CreateNodesAsync(transaction, ["A"], Map());
            var shown = Assert.Single(await MarksAsync(other), mark => mark is not null);
            Assert.Equal("mine", shown);
            Assert.Equal("neo4j", (await other.QueryAsync(Statements.ShowTransactions, null, Cancellation))[0]["database"]);
        }

        Assert.DoesNotContain("mine", await MarksAsync(other));
        await connection.With(marked).ExecuteAsync(Statements.DeleteNodes, null, Cancellation);
        Assert.DoesNotContain("mine", await MarksAsync(other));

        static async Task<IEnumerable<object?>> MarksAsync(BoltConnection connection) =>
            (await connection.QueryAsync(Statements.ShowTransactions, null, Cancellation))
            .Select(shown => ((IReadOnlyDictionary<string, object?>)shown["metaData"]!).GetValueOrDefault("mark"));
    }

    [Fact]
    public async Task A_reading_transaction_does_not_write()
    {
        await using var connection = await ConnectAsync();
        await using (var transaction = await connection.BeginAsync(BoltTransactionOptions.Read, Cancellation))
        {
            Assert.Equal("Neo.ClientError.Statement.AccessMode", await RefusalAsync(() => CreateNodesAsync(transaction, ["A"], Map())));
        }

        Assert.Empty(await NodesAsync(connection));
    }
}

public sealed class SandboxTransactionContract() : TransactionContract(new SandboxContractServer());

[Collection<TestKit.RealServer>]
public sealed class RealServerTransactionContract(TestKit.Neo4jServerFixture fixture)
    : TransactionContract(new RealContractServer(fixture));
