using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Tests;

public sealed class ManyConnectionsTests : SandboxTest
{
    [Fact]
    public async Task Two_hundred_connections_write_and_read_at_once()
    {
        await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            await using var connection = await ConnectAsync();
            await using (var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Cancellation))
            {
                await CreateNodesAsync(transaction, 10);
                if (i % 2 == 0) await transaction.CommitAsync(Cancellation);
            }

            // A scan may meet half of a commit, as on the real server; a count may not, and both see what this connection committed.
            var read = await connection.QueryAsync(Statements.ReadNodes, null, Cancellation);
            Assert.InRange(read.Count, i % 2 == 0 ? 10 : 0, 1_000);
            Assert.Equal(0, await CountAsync(connection) % 10);
        }));

        await using var last = await ConnectAsync();
        Assert.Equal(1_000, await CountAsync(last));
    }

    [Fact]
    public async Task Of_two_open_transactions_with_one_unique_value_the_later_commit_fails()
    {
        await StartAsync();
        await using var first = await ConnectAsync();
        await using var second = await ConnectAsync();
        var create = SchemaStatements.Create(
            new SchemaObject { Name = "u", Kind = "UNIQUENESS", Entity = SchemaEntity.Node, LabelsOrTypes = ["A"], Properties = ["x"] });
        await first.ExecuteAsync(create.Text, create.Parameters, Cancellation);
        await using var one = await first.BeginAsync(BoltTransactionOptions.Write, Cancellation);
        await using var two = await second.BeginAsync(BoltTransactionOptions.Write, Cancellation);
        await CreateNodesAsync(one, 1);
        await CreateNodesAsync(two, 1);

        await one.CommitAsync(Cancellation);
        var failure = await Assert.ThrowsAsync<BoltServerException>(() => two.CommitAsync(Cancellation));

        Assert.Equal("Neo.ClientError.Schema.ConstraintValidationFailed", failure.Code);
        Assert.Equal(1, await CountAsync(first));
    }

    [Fact]
    public async Task A_client_that_leaves_in_a_transaction_leaves_nothing_behind()
    {
        await StartAsync();
        await using (var leaving = await ConnectAsync())
        {
            var transaction = await leaving.BeginAsync(BoltTransactionOptions.Write, Cancellation);
            await CreateNodesAsync(transaction, 1);
        }

        await using var connection = await ConnectAsync();
        Assert.Equal(0, await CountAsync(connection));
    }
}
