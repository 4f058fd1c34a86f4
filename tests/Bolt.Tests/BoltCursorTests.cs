using StreamingTracker.Backup.Bolt.Tests.Peers;
using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Bolt.Tests;

public sealed class BoltCursorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_are_pulled_in_batches_until_the_server_has_no_more()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54)
            .Fields("i").Record(1L).Record(2L).Success(("has_more", true))
            .Success(("has_more", true))
            .Record(3L).Success(("has_more", false), ("type", "r")));
        await using var connection = await Client.ConnectAsync(peer, new BoltOptions { FetchSize = 2 });

        var records = await connection.QueryAsync("RETURN …", null, Token);

        Assert.Equal([1L, 2L, 3L], records.Select(r => r["i"]));
        var pulls = (await peer.SentMessagesAsync()).Where(m => m.Tag == MessageTag.Pull).Select(m => Assert.Single(m.Fields));
        Assert.Equal([2L, 2L, 2L], pulls.Select(p => ((Dictionary<string, object?>)p!)["n"]));
    }

    [Fact]
    public async Task A_slow_reader_leaves_the_rest_with_the_peer()
    {
        var script = ServerScript.LoggedOn(Client.V54).Fields("s");
        for (var i = 0; i < 2_000; i++) script.Record(new string('x', 1_000));
        using var peer = new ReplayStream(script.Success());
        await using var connection = await Client.ConnectAsync(peer);

        await using var cursor = await connection.RunAsync("RETURN …", null, Token);
        Assert.True(await cursor.ReadAsync(Token));

        Assert.InRange(peer.Played, 1_000, 300_000);
    }

    [Fact]
    public async Task Reading_records_allocates_nothing()
    {
        var script = ServerScript.LoggedOn(Client.V54).Fields("i");
        for (var i = 0; i < 1_000; i++) script.Record(i);
        using var peer = new ReplayStream(script.Success());
        await using var connection = await Client.ConnectAsync(peer);
        await using var cursor = await connection.RunAsync("RETURN …", null, Token);
        Assert.True(await cursor.ReadAsync(Token));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 1_000; i++)
        {
            var read = cursor.ReadAsync(Token);
            Assert.True(read.IsCompletedSuccessfully && await read);
            if (cursor.OpenRecord().ReadInteger() != i) Assert.Fail($"Record {i} has another value");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task A_failure_in_the_stream_comes_after_the_records_before_it_and_the_connection_lives_on()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54)
            .Fields("i").Record(1L).Failure("Neo.TransientError.Transaction.Outdated", "Gone.").Success()
            .Fields("i").Record(7L).Success());
        await using var connection = await Client.ConnectAsync(peer);

        await using var cursor = await connection.RunAsync("RETURN …", null, Token);
        Assert.True(await cursor.ReadAsync(Token));
        var failure = await Assert.ThrowsAsync<BoltServerException>(() => cursor.ReadAsync(Token).AsTask());

        Assert.True(failure.IsTransient);
        await Assert.ThrowsAsync<InvalidOperationException>(() => cursor.ReadAsync(Token).AsTask());
        Assert.Equal(7L, Assert.Single(await connection.QueryAsync("RETURN 7", null, Token))["i"]);
    }

    [Fact]
    public async Task A_failure_of_5_7_and_later_has_its_code_under_another_name()
    {
        var failure = ServerScript.Map(
            ("neo4j_code", "Neo.ClientError.Statement.SyntaxError"),
            ("message", "What?"),
            ("gql_status", "42001"),
            ("description", "error: syntax error"),
            ("diagnostic_record", ServerScript.Map(("OPERATION", ""))),
            ("cause", ServerScript.Map(("message", "inner"), ("gql_status", "42N00"))));
        using var peer = new ReplayStream(ServerScript.LoggedOn(new BoltVersion(5, 8)).Message(MessageTag.Failure, failure).Ignored().Success());
        await using var connection = await Client.ConnectAsync(peer);

        var error = await Assert.ThrowsAsync<BoltServerException>(() => connection.RunAsync("nonsense", null, Token).AsTask());

        Assert.Equal("Neo.ClientError.Statement.SyntaxError", error.Code);
        Assert.Equal("What? (Neo.ClientError.Statement.SyntaxError)", error.Message);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task A_cursor_disposed_before_the_end_discards_the_rest()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54)
            .Fields("i").Record(1L).Record(2L).Success(("has_more", true)).Success(("type", "r"))
            .Fields("i").Record(7L).Success());
        await using var connection = await Client.ConnectAsync(peer, new BoltOptions { FetchSize = 2 });

        await using (var cursor = await connection.RunAsync("RETURN …", null, Token)) Assert.True(await cursor.ReadAsync(Token));

        Assert.Equal(7L, Assert.Single(await connection.QueryAsync("RETURN 7", null, Token))["i"]);
        Assert.Equal(
            [MessageTag.Run, MessageTag.Pull, MessageTag.Discard, MessageTag.Run, MessageTag.Pull],
            (await peer.SentMessagesAsync()).Skip(2).Select(m => m.Tag));
    }

    [Fact]
    public async Task What_the_server_says_to_a_discard_is_not_thrown_by_dispose_and_is_by_consume()
    {
        var script = ServerScript.LoggedOn(Client.V54);
        for (var i = 0; i < 2; i++) script.Fields("i").Success(("has_more", true)).Failure("Neo.TransientError.General.Some", "No.").Success();
        using var peer = new ReplayStream(script);
        await using var connection = await Client.ConnectAsync(peer);

        await (await connection.RunAsync("CREATE …", null, Token)).DisposeAsync();

        await Assert.ThrowsAsync<BoltServerException>(() => connection.ExecuteAsync("CREATE …", null, Token));
    }

    [Fact]
    public async Task There_is_no_record_before_the_first_and_after_the_last()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54).Fields("i").Record(1L).Success(("type", "r")));
        await using var connection = await Client.ConnectAsync(peer);
        await using var cursor = await connection.RunAsync("RETURN 1", null, Token);

        Assert.Throws<InvalidOperationException>(() => cursor.OpenRecord().ReadInteger());
        Assert.Null(cursor.Summary);
        Assert.True(await cursor.ReadAsync(Token));
        Assert.False(await cursor.ReadAsync(Token));
        Assert.False(await cursor.ReadAsync(Token));
        Assert.Throws<InvalidOperationException>(() => cursor.OpenRecord().ReadInteger());
        Assert.Equal("r", cursor.Summary?["type"]);
    }

    [Fact]
    public async Task A_record_of_another_width_than_its_fields_is_a_protocol_error()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54).Fields("i").Record(1L, 2L).Success());
        await using var connection = await Client.ConnectAsync(peer);
        await using var cursor = await connection.RunAsync("RETURN 1", null, Token);

        Assert.True(await cursor.ReadAsync(Token));
        Assert.Throws<BoltProtocolException>(() => cursor.OpenRecord().ReadInteger());
    }

    [Fact]
    public async Task A_message_out_of_turn_is_a_protocol_error_and_breaks_the_connection()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54).Ignored(), AfterTheScript.Silence);
        await using var connection = await Client.ConnectAsync(peer);

        await Assert.ThrowsAsync<BoltProtocolException>(() => connection.RunAsync("RETURN 1", null, Token).AsTask());

        Assert.True(peer.IsDisposed);
        await Assert.ThrowsAsync<BoltUnreachableException>(() => connection.RunAsync("RETURN 1", null, Token).AsTask());
    }

    [Fact]
    public async Task Parameters_go_out_as_they_were_packed()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54).Fields().Success());
        await using var connection = await Client.ConnectAsync(peer, new BoltOptions { Database = "films" });

        await connection.ExecuteAsync("RETURN $x", ServerScript.Map(("x", 7)), Token);

        var run = (await peer.SentMessagesAsync())[2];
        Assert.Equal("RETURN $x", run.Fields[0]);
        Assert.Equal(7L, Assert.IsType<Dictionary<string, object?>>(run.Fields[1])["x"]);
        Assert.Equal("films", Assert.IsType<Dictionary<string, object?>>(run.Fields[2])["db"]);
    }
}
