using System.Buffers.Binary;
using System.IO.Pipelines;
using StreamingTracker.Backup.Bolt.Wire;

namespace StreamingTracker.Backup.Bolt.Tests.Wire;

public sealed class ChunkedMessageReaderTests
{
    private const int Limit = 1_000_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_come_out_whole_wherever_the_bytes_are_split()
    {
        byte[][] messages = [[1], [2, 3], Bytes(300), [0, 0, 0, 0], Bytes(7)];
        byte[] stream =
        [
            .. Noop, .. Chunked(messages[0]), .. Noop, .. Noop, .. Chunked(messages[1]),
            .. Chunked(messages[2], 100), .. Chunked(messages[3], 1), .. Chunked(messages[4]), .. Noop,
        ];
        for (var split = 0; split <= stream.Length; split++)
        {
            Assert.Equal(messages, await ReadAllAsync(stream[..split], stream[split..]));
        }
    }

    [Fact]
    public async Task Messages_come_out_whole_one_byte_at_a_time()
    {
        byte[][] messages = [Bytes(3), Bytes(70_000), Bytes(1)];
        byte[] stream = [.. Chunked(messages[0]), .. Noop, .. Chunked(messages[1]), .. Chunked(messages[2], 1)];

        Assert.Equal(messages, await ReadAllAsync([.. stream.Select(b => new[] { b })]));
    }

    [Fact]
    public async Task A_message_of_one_chunk_is_given_out_in_place_and_without_waiting()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[] { 0, 1, 42, 0, 0, 0, 1, 43, 0, 0 }, Token);
        var reader = new ChunkedMessageReader(pipe.Reader, Limit);

        Assert.Equal([42], (await reader.ReadAsync(Token)).ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var second = reader.ReadAsync(Token);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(second.IsCompletedSuccessfully);
        Assert.Equal(43, (await second).Span[0]);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task The_end_between_messages_is_an_empty_message()
    {
        var reader = await ReaderOfAsync([.. Chunked([9]), .. Noop]);

        Assert.Equal([9], (await reader.ReadAsync(Token)).ToArray());
        Assert.True((await reader.ReadAsync(Token)).IsEmpty);
        Assert.True((await reader.ReadAsync(Token)).IsEmpty);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_cut_inside_a_message_is_unreachable(int bytesThatArrive)
    {
        var reader = await ReaderOfAsync(Chunked(Bytes(3))[..bytesThatArrive]);

        await Assert.ThrowsAsync<BoltUnreachableException>(() => reader.ReadAsync(Token).AsTask());
    }

    [Fact]
    public async Task A_message_of_exactly_the_limit_is_accepted()
    {
        var reader = await ReaderOfAsync([.. Chunked(Bytes(10)), .. Chunked(Bytes(10), 3)], limit: 10);

        Assert.Equal(10, (await reader.ReadAsync(Token)).Length);
        Assert.Equal(10, (await reader.ReadAsync(Token)).Length);
    }

    [Fact]
    public async Task A_longer_message_is_refused_before_its_data_arrive()
    {
        var single = await ReaderOfAsync([0xFF, 0xFF], limit: 10);
        var whole = await ReaderOfAsync(Chunked(Bytes(11)), limit: 10);
        var second = await ReaderOfAsync([0, 6, 1, 2, 3, 4, 5, 6, 0, 5], limit: 10);

        await Assert.ThrowsAsync<BoltProtocolException>(() => single.ReadAsync(Token).AsTask());
        await Assert.ThrowsAsync<BoltProtocolException>(() => whole.ReadAsync(Token).AsTask());
        await Assert.ThrowsAsync<BoltProtocolException>(() => second.ReadAsync(Token).AsTask());
    }

    [Fact]
    public async Task An_endless_message_is_refused_at_the_limit()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var chunk = Chunked(Bytes(1000))[..^2];
        for (var i = 0; i < 1001; i++) await pipe.Writer.WriteAsync(chunk, Token);

        await Assert.ThrowsAsync<BoltProtocolException>(() => new ChunkedMessageReader(pipe.Reader, Limit).ReadAsync(Token).AsTask());
    }

    [Fact]
    public async Task A_giant_message_passes_through_a_small_pipe()
    {
        var giant = Bytes(500_000);

        Assert.Equal([giant], await ReadAllAsync([.. Chunked(giant).Chunk(4096)]));
    }

    [Fact]
    public async Task A_cancelled_wait_ends_at_once()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var read = new ChunkedMessageReader(new Pipe().Reader, Limit).ReadAsync(cancel.Token).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    private static byte[] Noop => [0, 0];

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i % 251))];

    private static byte[] Chunked(byte[] message, int chunkSize = ushort.MaxValue)
    {
        var chunks = new MemoryStream();
        Span<byte> header = stackalloc byte[2];
        foreach (var chunk in message.Chunk(chunkSize))
        {
            BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)chunk.Length);
            chunks.Write(header);
            chunks.Write(chunk);
        }

        chunks.Write([0, 0]);
        return chunks.ToArray();
    }

    private static async Task<ChunkedMessageReader> ReaderOfAsync(byte[] stream, int limit = Limit)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await pipe.Writer.WriteAsync(stream, Token);
        await pipe.Writer.CompleteAsync();
        return new ChunkedMessageReader(pipe.Reader, limit);
    }

    // Each fragment is written once the one before it has been read.
    private static async Task<List<byte[]>> ReadAllAsync(params byte[][] fragments)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        var writing = Task.Run(
            async () =>
            {
                foreach (var fragment in fragments) await pipe.Writer.WriteAsync(fragment, Token);
                await pipe.Writer.CompleteAsync();
            },
            Token);
        var reader = new ChunkedMessageReader(pipe.Reader, Limit);
        var messages = new List<byte[]>();
        while (await reader.ReadAsync(Token) is { IsEmpty: false } message) messages.Add(message.ToArray());
        await writing;
        return messages;
    }
}
