using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Sandbox.Store;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Sandbox.Tests;

public sealed class CommitVisibilityTests : SandboxTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_bookmark_names_a_commit_before_anybody_can_read_it()
    {
        await StartAsync(new SandboxOptions { CommitVisibilityDelay = Delay, Time = _time });
        await using var writer = await ConnectAsync();
        await using var reader = await ConnectAsync();
        var writing = CreateNodesAsync(writer, 1);
        var during = await WhenItRestsAsync(reader);

        Assert.Equal(0, await CountAsync(reader));
        Assert.False(writing.IsCompleted);
        await LetTimePassAsync(writing);
        Assert.Equal(1, await CountAsync(reader));
        Assert.Equal(during, await BookmarkAsync(reader));
    }

    [Fact]
    public async Task A_transaction_begun_with_a_bookmark_waits_until_it_is_applied()
    {
        await StartAsync(new SandboxOptions { CommitVisibilityDelay = Delay, Time = _time });
        await using var writer = await ConnectAsync();
        await using var reader = await ConnectAsync();
        var writing = CreateNodesAsync(writer, 1);
        var bookmark = await WhenItRestsAsync(reader);

        var beginning = reader.BeginAsync(BoltTransactionOptions.Read with { Bookmarks = [bookmark] }, Cancellation);
        await using var other = await ConnectAsync();
        Assert.Equal(0, await CountAsync(other));
        Assert.False(beginning.IsCompleted);
        await LetTimePassAsync(writing);
        await using var transaction = await beginning.WaitAsync(Limit, Cancellation);
        Assert.Equal(1, await CountAsync(transaction));
    }

    [Fact]
    public async Task A_bookmark_that_never_comes_fails_after_30_seconds()
    {
        await StartAsync(new SandboxOptions { Time = _time });
        await using var connection = await ConnectAsync();
        var future = new Bookmark(Bookmark.Parse(await BookmarkAsync(connection)).DatabaseId, 1_000).ToString();

        var beginning = connection.BeginAsync(BoltTransactionOptions.Read with { Bookmarks = [future] }, Cancellation);
        var failure = Assert.ThrowsAsync<BoltServerException>(() => beginning);
        await LetTimePassAsync(failure);

        Assert.Equal("Neo.TransientError.Transaction.BookmarkTimeout", (await failure).Code);
    }

    [Fact]
    public async Task The_bookmark_of_another_database_is_passed_over()
    {
        await StartAsync();
        await using var connection = await ConnectAsync();
        var foreign = new Bookmark(Guid.NewGuid(), 1_000).ToString();

        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Read with { Bookmarks = [foreign] }, Cancellation);

        Assert.Equal(0, await CountAsync(transaction));
    }

    [Fact]
    public async Task Commits_follow_each_other()
    {
        await StartAsync(new SandboxOptions { CommitVisibilityDelay = Delay, Time = _time });
        var connections = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ConnectAsync()));

        await LetTimePassAsync(Task.WhenAll(connections.Select(connection => CreateNodesAsync(connection, 2))));

        Assert.Equal(6, await CountAsync(connections[0]));
        foreach (var connection in connections) await connection.DisposeAsync();
    }

    // New names are transactions of their own: the bookmark rests once the nodes' own transaction is in the log.
    private static async Task<string> WhenItRestsAsync(BoltConnection connection)
    {
        const long AfterLabelAndPropertyKey = 4;
        await Eventually.HoldsAsync(
            async () => Bookmark.Parse(await BookmarkAsync(connection)).Transaction == AfterLabelAndPropertyKey, Limit);
        return await BookmarkAsync(connection);
    }

    private Task LetTimePassAsync(Task task) => Eventually.HoldsAsync(
        () =>
        {
            _time.Advance(Delay);
            return task.IsCompleted;
        },
        Limit);

    private static async Task<string> BookmarkAsync(BoltConnection connection)
    {
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Read, Cancellation);
        return await transaction.CommitAsync(Cancellation);
    }
}
