using CsCheck;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Tests.Peers;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Bolt.Tests;

/// <summary>One whole conversation, its bytes split, cut and damaged at every place.</summary>
public sealed class ConversationTests
{
    private static readonly byte[] Server = ServerScript.LoggedOn(Client.V54)
        .Fields("i", "s").Record(1L, "one").Noop().Record(2L, new string('x', 300)).Success(("has_more", true))
        .Noop().Record(3L, null).Success(("type", "r"), ("bookmark", "FB:1"))
        .RunFails("Neo.ClientError.Statement.SyntaxError", "What?")
        .Success().Fields().Success(("type", "w")).Success(("bookmark", "FB:2"))
        .ToArray();

    private static readonly string[] Expected = ["1,one", $"2,{new string('x', 300)}", "3,", "FB:1", "Neo.ClientError.Statement.SyntaxError", "FB:2"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_goes_right_wherever_the_bytes_are_split(bool waits)
    {
        for (var split = 0; split <= Server.Length; split++)
        {
            using var peer = new ReplayStream(Server) { SplitAt = split, Waits = waits };
            Assert.Equal(Expected, await TalkAsync(peer));
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public async Task It_goes_right_in_the_smallest_pieces(int size, bool waits)
    {
        using var peer = new ReplayStream(Server) { FragmentSize = size, Waits = waits };

        Assert.Equal(Expected, await TalkAsync(peer));
    }

    [Fact]
    public async Task A_connection_cut_anywhere_is_unreachable()
    {
        for (var cut = 0; cut < Server.Length; cut++)
        {
            using var peer = new ReplayStream(Server[..cut]);
            await Assert.ThrowsAsync<BoltUnreachableException>(() => TalkAsync(peer));
        }
    }

    [Fact]
    public async Task A_silence_anywhere_ends_with_the_cancellation()
    {
        for (var silence = 0; silence < Server.Length; silence += 7)
        {
            using var peer = new ReplayStream(Server[..silence], AfterTheScript.Silence);
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
            var talking = TalkAsync(peer, cancel.Token);
            Assert.False(talking.IsCompleted);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => talking);
            Assert.True(peer.IsDisposed);
        }
    }

    [Fact]
    public async Task Damaged_bytes_never_bring_anything_but_a_bolt_error()
    {
        var damage = Gen.Select(Gen.Int[0, Server.Length - 1], Gen.Byte, Gen.Int[1, 50]);
        await damage.SampleAsync(async (at, value, size) =>
        {
            var bytes = Server.ToArray();
            bytes[at] = value;
            using var peer = new ReplayStream(bytes) { FragmentSize = size };
            try
            {
                await TalkAsync(peer);
            }
            catch (BoltException)
            {
                // A wrong value that still is well-formed is no matter of the protocol.
            }
        });
    }

    private static async Task<List<string>> TalkAsync(ReplayStream peer, CancellationToken? cancellationToken = null)
    {
        var token = cancellationToken ?? Token;
        var heard = new List<string>();
        await using var connection = await Client.ConnectAsync(peer, new BoltOptions { HighestVersion = Client.V54, FetchSize = 2 }, token);
        await using (var cursor = await connection.RunAsync("MATCH …", null, token))
        {
            while (await cursor.ReadAsync(token)) heard.Add(Record(cursor));
            heard.Add($"{cursor.Summary?.GetValueOrDefault("bookmark")}");
        }

        try
        {
            await connection.ExecuteAsync("nonsense", null, token);
        }
        catch (BoltServerException e)
        {
            heard.Add(e.Code);
        }

        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Write, token);
        await transaction.ExecuteAsync("CREATE …", null, token);
        heard.Add(await transaction.CommitAsync(token));
        return heard;
    }

    private static string Record(BoltCursor cursor)
    {
        var reader = cursor.OpenRecord();
        var values = new List<object?>();
        for (var i = 0; i < cursor.Fields.Count; i++) values.Add(reader.ReadValue());
        return string.Join(',', values);
    }
}
