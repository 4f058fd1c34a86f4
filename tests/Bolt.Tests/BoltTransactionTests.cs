using StreamingTracker.Backup.Bolt.Tests.Peers;
using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Bolt.Tests;

public sealed class BoltTransactionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Begin_tells_the_database_the_mode_the_bookmarks_and_the_limit()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54).Success().Success(("bookmark", "FB:2")));
        await using var connection = await Client.ConnectAsync(peer, new BoltOptions { Database = "films" });
        var options = new BoltTransactionOptions { ReadOnly = true, Bookmarks = ["FB:1"], Timeout = TimeSpan.FromSeconds(1.5) };

        await using var transaction = await connection.BeginAsync(options, Token);
        Assert.Equal("FB:2", await transaction.CommitAsync(Token));

        var begin = (await peer.SentMessagesAsync())[2];
        var extra = Assert.IsType<Dictionary<string, object?>>(Assert.Single(begin.Fields));
        Assert.Equal(MessageTag.Begin, begin.Tag);
        Assert.Equal("films", extra["db"]);
        Assert.Equal("r", extra["mode"]);
        Assert.Equal(["FB:1"], Assert.IsType<List<object?>>(extra["bookmarks"]));
        Assert.Equal(1500L, extra["tx_timeout"]);
    }

    [Fact]
    public async Task Disposed_without_a_commit_it_is_rolled_back()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54).Success().Success().Fields().Success());
        await using var connection = await Client.ConnectAsync(peer);

        await using (await connection.BeginAsync(BoltTransactionOptions.Write, Token)) { }

        await connection.ExecuteAsync("RETURN 1", null, Token);
        Assert.Equal(
            [MessageTag.Begin, MessageTag.Rollback, MessageTag.Run, MessageTag.Pull],
            (await peer.SentMessagesAsync()).Skip(2).Select(m => m.Tag));
    }

    [Fact]
    public async Task Disposed_in_the_middle_of_a_stream_it_is_reset()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54)
            .Success().Fields("i").Record(1L).Record(2L).Ignored().Success()
            .Fields().Success());
        await using var connection = await Client.ConnectAsync(peer);

        var transaction = await connection.BeginAsync(BoltTransactionOptions.Read, Token);
        var cursor = await transaction.RunAsync("RETURN …", null, Token);
        Assert.True(await cursor.ReadAsync(Token));
        await transaction.DisposeAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => cursor.ReadAsync(Token).AsTask());
        await connection.ExecuteAsync("RETURN 1", null, Token);
        Assert.Equal(MessageTag.Reset, (await peer.SentMessagesAsync())[5].Tag);
    }

    [Fact]
    public async Task A_failure_in_it_ends_it_and_leaves_the_connection_usable()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54)
            .Success().RunFails("Neo.ClientError.Schema.ConstraintValidationFailed", "Twice.")
            .Fields().Success());
        await using var connection = await Client.ConnectAsync(peer);
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Token);

        await Assert.ThrowsAsync<BoltServerException>(() => transaction.ExecuteAsync("CREATE …", null, Token));
        var ended = await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync(Token));

        Assert.Contains("Twice.", ended.Message, StringComparison.Ordinal);
        await connection.ExecuteAsync("RETURN 1", null, Token);
    }

    [Fact]
    public async Task A_commit_that_the_server_refuses_is_its_failure()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54)
            .Success().Failure("Neo.TransientError.Transaction.Terminated", "Too late.").Success()
            .Success().Success(("bookmark", "FB:3")));
        await using var connection = await Client.ConnectAsync(peer);
        await using var first = await connection.BeginAsync(BoltTransactionOptions.Write, Token);

        await Assert.ThrowsAsync<BoltServerException>(() => first.CommitAsync(Token));

        await using var second = await connection.BeginAsync(BoltTransactionOptions.Write, Token);
        Assert.Equal("FB:3", await second.CommitAsync(Token));
    }

    [Fact]
    public async Task A_commit_without_a_bookmark_is_a_protocol_error()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54).Success().Success());
        await using var connection = await Client.ConnectAsync(peer);
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Token);

        await Assert.ThrowsAsync<BoltProtocolException>(() => transaction.CommitAsync(Token));
    }

    [Fact]
    public async Task One_thing_at_a_time()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54)
            .Success().Fields("i").Record(1L).Success().Success(("bookmark", "FB:1")));
        await using var connection = await Client.ConnectAsync(peer);
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, Token);

        await Misused(() => connection.RunAsync("RETURN 1", null, Token).AsTask(), "A transaction is open");
        await Misused(() => connection.BeginAsync(BoltTransactionOptions.Write, Token), "A transaction is open");
        await using var cursor = await transaction.RunAsync("RETURN 1", null, Token);
        await Misused(() => transaction.RunAsync("RETURN 2", null, Token).AsTask(), "still under way");
        await Misused(() => transaction.CommitAsync(Token), "still under way");
        await cursor.ConsumeAsync(Token);
        await transaction.CommitAsync(Token);
        await Misused(() => transaction.CommitAsync(Token), "has ended");
        await Misused(() => transaction.RunAsync("RETURN 3", null, Token).AsTask(), "has ended");
    }

    [Fact]
    public async Task A_limit_below_a_millisecond_is_refused_since_zero_means_none()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54), AfterTheScript.Silence);
        await using var connection = await Client.ConnectAsync(peer);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => connection.BeginAsync(new BoltTransactionOptions { Timeout = TimeSpan.FromTicks(1) }, Token));
    }

    private static async Task Misused(Func<Task> act, string reason) =>
        Assert.Contains(reason, (await Assert.ThrowsAsync<InvalidOperationException>(act)).Message, StringComparison.Ordinal);
}
