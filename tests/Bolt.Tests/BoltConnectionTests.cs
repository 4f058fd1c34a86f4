using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Bolt.Tests.Peers;
using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.TestKit;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Bolt.Tests;

public sealed class BoltConnectionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_knows_the_version_and_the_servers_name()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(BoltVersion.V44), AfterTheScript.Silence);
        await using var connection = await Client.ConnectAsync(peer, new BoltOptions { PreferredVersion = BoltVersion.V44 });

        Assert.Equal(BoltVersion.V44, connection.Version);
        Assert.Equal("Neo4j/4.4.40", connection.ServerAgent);
    }

    [Fact]
    public async Task Disposing_says_goodbye_once()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54), AfterTheScript.Silence);
        var connection = await Client.ConnectAsync(peer);

        await connection.DisposeAsync();
        await connection.DisposeAsync();

        Assert.Equal([MessageTag.Hello, MessageTag.Logon, MessageTag.Goodbye], (await peer.SentMessagesAsync()).Select(m => m.Tag));
        Assert.True(peer.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.RunAsync("RETURN 1", null, Token).AsTask());
    }

    [Theory]
    [InlineData("", "negotiate a protocol version")]
    [InlineData("00000405", "accept the logon")]
    public async Task A_peer_that_says_nothing_on_connecting_runs_into_the_connect_timeout(string answer, string step)
    {
        using var peer = new ReplayStream(Convert.FromHexString(answer), AfterTheScript.Silence);
        var connecting = Client.ConnectAsync(peer, new BoltOptions { ConnectTimeout = TimeSpan.FromSeconds(7), Time = _time });

        await AdvanceUntilCompleted(connecting, TimeSpan.FromSeconds(7));

        var error = await Assert.ThrowsAsync<BoltUnreachableException>(() => connecting);
        Assert.Equal($"bolt://db.example.org:7687 did not {step} within 7 seconds", error.Message);
        Assert.True(peer.IsDisposed);
    }

    [Fact]
    public async Task A_peer_that_falls_silent_in_a_stream_runs_into_the_idle_timeout()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54).Fields("i").Record(1L).Raw(0, 9, 1), AfterTheScript.Silence);
        await using var connection = await Client.ConnectAsync(peer, new BoltOptions { IdleTimeout = TimeSpan.FromSeconds(90), Time = _time });
        await using var cursor = await connection.RunAsync("RETURN …", null, Token);
        Assert.True(await cursor.ReadAsync(Token));

        var reading = cursor.ReadAsync(Token).AsTask();
        await AdvanceUntilCompleted(reading, TimeSpan.FromSeconds(90));

        var error = await Assert.ThrowsAsync<BoltUnreachableException>(() => reading);
        Assert.Equal("bolt://db.example.org:7687 was silent for 90 seconds while an answer was due", error.Message);
        await Assert.ThrowsAsync<BoltUnreachableException>(() => connection.RunAsync("RETURN 1", null, Token).AsTask());
    }

    [Fact]
    public async Task A_reader_that_takes_its_time_is_no_silence()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54).Fields("i").Record(1L).Record(2L).Success()) { FragmentSize = 1 };
        await using var connection = await Client.ConnectAsync(peer, new BoltOptions { Time = _time });
        await using var cursor = await connection.RunAsync("RETURN …", null, Token);

        Assert.True(await cursor.ReadAsync(Token));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.True(await cursor.ReadAsync(Token));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(await cursor.ReadAsync(Token));
    }

    [Fact]
    public async Task A_cancellation_in_the_middle_of_a_record_closes_the_connection()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54).Fields("i").Raw(0, 9, 1), AfterTheScript.Silence);
        await using var connection = await Client.ConnectAsync(peer);
        await using var cursor = await connection.RunAsync("RETURN …", null, Token);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var reading = cursor.ReadAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.True(peer.IsDisposed);
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.RunAsync("RETURN 1", null, Token).AsTask());
    }

    [Fact]
    public async Task A_cancellation_before_anything_is_sent_leaves_the_connection_usable()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54).Fields().Success());
        await using var connection = await Client.ConnectAsync(peer);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.RunAsync("RETURN 1", null, cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.BeginAsync(BoltTransactionOptions.Write, cancelled));

        await connection.ExecuteAsync("RETURN 1", null, Token);
    }

    [Fact]
    public async Task Disposing_a_cursor_of_a_silent_peer_gives_up_after_ten_seconds()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54).Fields("i").Record(1L), AfterTheScript.Silence);
        await using var connection = await Client.ConnectAsync(peer, new BoltOptions { Time = _time });
        var cursor = await connection.RunAsync("RETURN …", null, Token);

        var disposing = cursor.DisposeAsync().AsTask();
        await AdvanceUntilCompleted(disposing, TimeSpan.FromSeconds(10));

        await disposing;
        Assert.True(peer.IsDisposed);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_a_protocol_error()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54).Fields("s").Record(new string('x', 2_000)).Success());
        await using var connection = await Client.ConnectAsync(peer, new BoltOptions { MaxMessageSize = 1_024 });

        await Assert.ThrowsAsync<BoltProtocolException>(() => connection.QueryAsync("RETURN …", null, Token));
    }

    [Fact]
    public async Task Options_out_of_range_are_refused_before_connecting()
    {
        BoltOptions[] wrong =
        [
            new() { FetchSize = 0 }, new() { MaxMessageSize = 1 }, new() { IdleTimeout = TimeSpan.Zero }, new() { ConnectTimeout = TimeSpan.Zero },
            new() { HighestVersion = new(4, 3) }, new() { HighestVersion = new(6, 0) }, new() { PreferredVersion = new(5, 5) },
            new() { HighestVersion = BoltVersion.V44, PreferredVersion = new(5, 0) },
        ];
        foreach (var options in wrong)
        {
            using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Client.ConnectAsync(peer, options));
        }
    }

    private Task AdvanceUntilCompleted(Task task, TimeSpan step) => Eventually.HoldsAsync(
        () =>
        {
            _time.Advance(step);
            return task.IsCompleted;
        },
        Limit);
}
