using System.Buffers.Binary;
using StreamingTracker.Backup.Bolt.Tests.Peers;
using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Bolt.Tests;

/// <summary>Runs alone, since it counts what the process allocates.</summary>
[CollectionDefinition(nameof(HostileServerTests), DisableParallelization = true)]
public sealed class HostileServerCollection;

/// <summary>Whatever a server does: a clear error, in bounded memory, and soon.</summary>
[Collection(nameof(HostileServerTests))]
public sealed class HostileServerTests
{
    private const int MaxMessageSize = 4 * 1024 * 1024;
    private const long MostAllocated = 64 * 1024 * 1024;
    private const long MostTaken = 3L * MaxMessageSize;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly BoltOptions Impatient = new()
    {
        MaxMessageSize = MaxMessageSize,
        ConnectTimeout = TimeSpan.FromSeconds(20),
        IdleTimeout = TimeSpan.FromSeconds(20),
    };

    private static readonly byte[] GiantChunk = [0xFF, 0xFF, .. Enumerable.Repeat((byte)'x', ushort.MaxValue)];
    private static readonly byte[] Garbage = RandomBytes();

    /// <summary>What it says after the handshake instead of letting us in: name, first bytes, and what it then repeats.</summary>
    public static TheoryData<string, byte[], byte[]?> Logons => new()
    {
        { "garbage", Garbage, Garbage },
        { "chunks for ever", [], GiantChunk },
        { "chunks of a record for ever", Chunk(0xB1, MessageTag.Record), GiantChunk },
        { "tiny chunks for ever", [], Repeat([0, 1, (byte)'x'], 10_000) },
        { "a string of 2 GB", Chunk(0xB1, MessageTag.Success, 0xA1, 0xD2, 0x7F, 0xFF, 0xFF, 0xFF), GiantChunk },
        { "lists 100,000 deep", Message([0xB1, MessageTag.Success, 0xA1, 0x81, (byte)'a', .. Enumerable.Repeat((byte)0x91, 100_000)]), null },
        { "a map of all there is", Message([0xB1, MessageTag.Success, 0xDA, 0x00, 0x00, 0xFF, 0xFF, .. new byte[200_000]]), null },
        { "a failure of 100 MB", Chunk([0xB1, MessageTag.Failure, 0xA1, 0x84, .. "code"u8, 0xD2, 0x06, 0, 0, 0]), GiantChunk },
        { "a record", new ServerScript().Record(1L).ToArray(), null },
        { "ignored", new ServerScript().Ignored().ToArray(), null },
        { "no structure", Message([0x01]), null },
        { "an unknown tag", Message([0xB1, 0x55, 0xA0]), null },
        { "a success without a field", Message([0xB0, MessageTag.Success]), null },
        { "a success of a list", Message([0xB1, MessageTag.Success, 0x90]), null },
        { "a failure without a code", new ServerScript().Message(MessageTag.Failure, ServerScript.Map()).ToArray(), null },
    };

    /// <summary>What it says to a statement: name, first bytes, and what it then repeats.</summary>
    public static TheoryData<string, byte[], byte[]?> Answers => new()
    {
        { "garbage", Garbage, Garbage },
        { "chunks of a record for ever", [.. Fields, .. Chunk(0xB1, MessageTag.Record)], GiantChunk },
        { "chunks of a success for ever", [.. Fields, .. Chunk(0xB1, MessageTag.Success)], GiantChunk },
        { "a failure of 100 MB", [.. Fields, .. Chunk([0xB1, MessageTag.Failure, 0xA1, 0x84, .. "code"u8, 0xD2, 0x06, 0, 0, 0])], GiantChunk },
        { "a record before the fields", new ServerScript().Record(1L).ToArray(), null },
        { "a success for ever where records are due", Fields, new ServerScript().Success(("has_more", true)).ToArray() },
        { "records for ever", Fields, Repeat(new ServerScript().Record(1L).ToArray(), 1_000) },
        { "records for ever after a failure", new ServerScript().Failure("Neo.X", "no").ToArray(), Repeat(new ServerScript().Record(1L).ToArray(), 1_000) },
        { "a record of no list", [.. Fields, .. Message([0xB1, MessageTag.Record, 0x01])], null },
        { "a record of no field", [.. Fields, .. Message([0xB0, MessageTag.Record])], null },
        { "a record of too many values", [.. Fields, .. new ServerScript().Record(1L, 2L).ToArray()], null },
        { "a node of two fields", [.. Fields, .. Message([0xB1, MessageTag.Record, 0x91, 0xB2, 0x4E, 1, 2])], null },
        { "a node of words", [.. Fields, .. Message([0xB1, MessageTag.Record, 0x91, 0xB3, 0x4E, 0x81, (byte)'a', 0x90, 0xA0])], null },
        { "an unknown structure", [.. Fields, .. Message([0xB1, MessageTag.Record, 0x91, 0xB1, 0x7A, 1])], null },
        { "a string of 2 GB", [.. Fields, .. Message([0xB1, MessageTag.Record, 0x91, 0xD2, 0x7F, 0xFF, 0xFF, 0xFF, (byte)'x'])], null },
        { "lists 100,000 deep", [.. Fields, .. Message([0xB1, MessageTag.Record, 0x91, .. Enumerable.Repeat((byte)0x91, 100_000)])], null },
        { "lists that announce each other", [.. Fields, .. Message([0xB1, MessageTag.Record, 0x91, .. Nested(0xD6, 127)])], null },
        { "maps that announce each other", [.. Fields, .. Message([0xB1, MessageTag.Record, 0x91, .. NestedMaps(60)])], null },
    };

    private static byte[] Fields => new ServerScript().Fields("v").ToArray();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Logons))]
    public Task At_the_logon(string what, byte[] first, byte[]? forEver) =>
        EndsAsync(what, new HostilePeer([.. new ServerScript().Agree(Client.V54).ToArray(), .. first], forEver));

    [Theory]
    [MemberData(nameof(Answers))]
    public Task At_a_statement(string what, byte[] first, byte[]? forEver) =>
        EndsAsync(what, new HostilePeer([.. ServerScript.LoggedOn(Client.V54).ToArray(), .. first], forEver));

    [Fact]
    public Task In_the_handshake_with_garbage() => EndsAsync("garbage", new HostilePeer(Garbage, Garbage));

    [Fact]
    public Task In_the_handshake_with_ranges_for_ever() => EndsAsync("ranges", new HostilePeer([0, 0, 1, 0xFF], Repeat([0xFF], 1_000)));

    /// <summary>Cut at each byte of a whole conversation.</summary>
    [Fact]
    public async Task A_connection_closed_at_any_byte_is_unreachable_or_refused()
    {
        var whole = ServerScript.LoggedOn(Client.V54).Fields("v").Record("abc").Success().ToArray();
        for (var length = 0; length < whole.Length; length++)
        {
            using var peer = new ReplayStream(whole[..length]);
            var fault = await Record.ExceptionAsync(async () =>
            {
                await using var connection = await Client.ConnectAsync(peer);
                await connection.QueryAsync("RETURN …", null, Token);
            });
            Assert.IsType<BoltUnreachableException>(fault);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public async Task A_stall_before_we_are_let_in_ends_by_itself_whatever_time_a_statement_may_take(int bytes)
    {
        await using var peer = new HostilePeer(ServerScript.LoggedOn(Client.V54).ToArray()[..bytes]);
        var options = new BoltOptions { ConnectTimeout = TimeSpan.FromMilliseconds(200), IdleTimeout = TimeSpan.FromDays(1) };
        await Assert.ThrowsAsync<BoltUnreachableException>(() => BoltConnection.ConnectAsync(peer.Address, options, Token).WaitAsync(Limit, Token));
    }

    [Fact]
    public async Task Keep_alive_does_not_prolong_the_logon()
    {
        await using var peer = new HostilePeer(new ServerScript().Agree(Client.V54).ToArray(), new byte[2]);
        var options = new BoltOptions { ConnectTimeout = TimeSpan.FromMilliseconds(200) };
        await Assert.ThrowsAsync<BoltUnreachableException>(() => BoltConnection.ConnectAsync(peer.Address, options, Token).WaitAsync(Limit, Token));
    }

    [Fact]
    public async Task A_long_reason_of_a_failure_is_shortened()
    {
        using var peer = new ReplayStream(ServerScript.LoggedOn(Client.V54)
            .Failure(new string('c', 10_000), new string('r', 900_000)).Ignored().Success());
        await using var connection = await Client.ConnectAsync(peer);
        var fault = await Assert.ThrowsAsync<BoltServerException>(() => connection.QueryAsync("RETURN …", null, Token));
        Assert.InRange(fault.Message.Length, 10_000, 11_000);
        Assert.InRange(fault.Code.Length, 200, 201);
    }

    [Fact]
    public async Task A_small_question_has_no_endless_answer()
    {
        var records = Repeat(new ServerScript().Record(new string('x', 60_000)).ToArray(), 99);
        await using var peer = new HostilePeer(
            [.. ServerScript.LoggedOn(Client.V54).Fields("v").ToArray()],
            [.. records, .. new ServerScript().Record("").Success(("has_more", true)).ToArray()]);
        await using var connection = await BoltConnection.ConnectAsync(peer.Address, new BoltOptions { FetchSize = 100 }, Token);
        var fault = await Assert.ThrowsAsync<BoltProtocolException>(() => connection.QueryAsync("RETURN …", null, Token).WaitAsync(Limit, Token));
        Assert.Contains("small question", fault.Message, StringComparison.Ordinal);
    }

    private static async Task EndsAsync(string what, HostilePeer hostile)
    {
        await using var peer = hostile;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var fault = await Record.ExceptionAsync(() => ConverseAsync(peer.Address).WaitAsync(Limit, Token));
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(fault is BoltProtocolException or BoltUnreachableException or BoltServerException, $"{what}: {fault}");
        Assert.True(fault.Message.Length < 1_000, $"{what}: a message of {fault.Message.Length} characters");
        Assert.True(allocated < MostAllocated, $"{what}: {allocated} bytes were allocated");
        Assert.True(peer.Said < MostTaken, $"{what}: {peer.Said} bytes were taken");
    }

    private static async Task ConverseAsync(BoltAddress address)
    {
        await using var connection = await BoltConnection.ConnectAsync(address, Impatient, Token);
        await connection.QueryAsync("RETURN …", null, Token);
    }

    private static byte[] Message(byte[] bytes) => [.. bytes.Chunk(ushort.MaxValue).SelectMany(part => Chunk(part)), 0, 0];

    private static byte[] Chunk(params byte[] bytes)
    {
        var chunk = new byte[bytes.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(chunk, (ushort)bytes.Length);
        bytes.CopyTo(chunk, 2);
        return chunk;
    }

    // Each list says that it has a million items, of which the first is the next list.
    private static byte[] Nested(byte marker, int depth) =>
        [.. Enumerable.Repeat<byte[]>([marker, 0x00, 0x0F, 0x42, 0x40], depth).SelectMany(list => list), .. new byte[1_200_000]];

    private static byte[] NestedMaps(int depth) =>
        [.. Enumerable.Repeat<byte[]>([0xDA, 0x00, 0x07, 0xA1, 0x20, 0x81, (byte)'a'], depth).SelectMany(map => map), .. new byte[1_200_000]];

    private static byte[] Repeat(byte[] bytes, int times) => [.. Enumerable.Repeat(bytes, times).SelectMany(part => part)];

    private static byte[] RandomBytes()
    {
        var bytes = new byte[70_000];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
