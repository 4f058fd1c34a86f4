using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Tests.Contract;

/// <summary>What bookmarks tell: an export is exact because of it.</summary>
public abstract class BookmarkContract(IContractServer server) : ServerContract(server)
{
    [Fact]
    public async Task A_bookmark_changes_exactly_when_something_is_committed()
    {
        await using var connection = await ConnectAsync();
        await using var other = await ConnectAsync();
        await CreateNodesAsync(connection, ["A"], Map(("x", 1L)));
        var first = await BookmarkAsync(connection);
        await NodesAsync(connection);
        await connection.QueryAsync(Statements.ShowIndexes, null, Cancellation);
        await connection.ExecuteAsync(Statements.DeleteRelationships, null, Cancellation);
        Assert.Equal(first, await BookmarkAsync(other));

        await using (var transaction = await other.BeginAsync(BoltTransactionOptions.Write, Cancellation))
        {
            await CreateNodesAsync(transaction, ["A"], Map(("x", 2L)));
            Assert.Equal(first, await BookmarkAsync(connection));
        }

        Assert.Equal(first, await BookmarkAsync(connection));
        await CreateNodesAsync(other, ["A"], Map(("x", 3L)));
        var second = await BookmarkAsync(connection);
        Assert.NotEqual(first, second);
        await SchemaContract.ExecuteAsync(other, SchemaStatements.Create(SchemaContract.Range("some_index", "A", "x")));
        Assert.NotEqual(second, await BookmarkAsync(connection));
    }

    [Fact]
    public async Task A_new_name_changes_the_bookmark_even_when_rolled_back()
    {
        await using var connection = await ConnectAsync();
        var before = await BookmarkAsync(connection);
        await using (var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Cancellation))
        {
            await CreateNodesAsync(transaction, [$"Label{Guid.NewGuid():N}"], Map());
        }

        Assert.NotEqual(before, await BookmarkAsync(connection));
    }

    [Fact]
    public async Task A_transaction_begun_with_a_bookmark_sees_its_transaction()
    {
        await using var writer = await ConnectAsync();
        await using var reader = await ConnectAsync();
        await using var writing = await writer.BeginAsync(BoltTransactionOptions.Write, Cancellation);
        await CreateNodesAsync(writing, ["A"], Map());
        var bookmark = await writing.CommitAsync(Cancellation);

        await using var reading = await reader.BeginAsync(BoltTransactionOptions.Read with { Bookmarks = [bookmark] }, Cancellation);

        Assert.Single(await NodesAsync(reading));
        Assert.Equal(bookmark, await reading.CommitAsync(Cancellation));
    }

    [Fact]
    public async Task What_is_no_bookmark_is_refused()
    {
        await using var connection = await ConnectAsync();
        var code = await RefusalAsync(async () =>
        {
            var options = BoltTransactionOptions.Read with { Bookmarks = ["FB:kcwQ"] };
            await using var transaction = await connection.BeginAsync(options, Cancellation);
            await NodesAsync(transaction);
        });

        Assert.Equal("Neo.ClientError.Transaction.InvalidBookmark", code);
    }

    /// <summary>The bookmark of a transaction that does nothing.</summary>
    private static async Task<string> BookmarkAsync(BoltConnection connection)
    {
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Read, Cancellation);
        return await transaction.CommitAsync(Cancellation);
    }
}

public sealed class SandboxBookmarkContract() : BookmarkContract(new SandboxContractServer());

[Collection<TestKit.RealServer>]
public sealed class RealServerBookmarkContract(TestKit.Neo4jServerFixture fixture) : BookmarkContract(new RealContractServer(fixture));
