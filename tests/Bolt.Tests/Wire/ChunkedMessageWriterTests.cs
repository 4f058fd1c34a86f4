using System.Buffers;
using System.IO.Pipelines;
using CsCheck;
using StreamingTracker.Backup.Bolt.Wire;

namespace StreamingTracker.Backup.Bolt.Tests.Wire;

public sealed class ChunkedMessageWriterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_sent_before_the_flush()
    {
        var pipe = new Pipe();
        var writer = new ChunkedMessageWriter(pipe.Writer);

        writer.Write<byte>([1, 2]);
        writer.EndMessage();
        Assert.False(pipe.Reader.TryRead(out _));

        await writer.FlushAsync(Token);
        Assert.True(pipe.Reader.TryRead(out var result));
        Assert.Equal([0, 2, 1, 2, 0, 0], result.Buffer.ToArray());
    }

    [Fact]
    public void An_empty_message_is_refused()
    {
        var writer = new ChunkedMessageWriter(new Pipe().Writer);

        Assert.Throws<InvalidOperationException>(writer.EndMessage);
    }

    [Fact]
    public async Task A_reader_that_has_gone_is_unreachable()
    {
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();
        var writer = new ChunkedMessageWriter(pipe.Writer);
        writer.Write<byte>([1]);
        writer.EndMessage();

        await Assert.ThrowsAsync<BoltUnreachableException>(() => writer.FlushAsync(Token).AsTask());
    }

    [Fact]
    public async Task Messages_of_any_length_are_read_back()
    {
        var lengths = Gen.OneOf(Gen.Int[1, 100], Gen.Int[65_533, 65_537], Gen.Int[131_068, 131_074], Gen.Const(3_000_000)).List[1, 5];
        await lengths.SampleAsync(
            async sizes =>
            {
                var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
                var writer = new ChunkedMessageWriter(pipe.Writer);
                var reader = new ChunkedMessageReader(pipe.Reader, 4_000_000);
                foreach (var size in sizes)
                {
                    writer.Write<byte>(Message(size));
                    writer.EndMessage();
                }

                await writer.FlushAsync(Token);
                foreach (var size in sizes) Assert.True((await reader.ReadAsync(Token)).Span.SequenceEqual(Message(size)));
            },
            iter: 30);
    }

    private static byte[] Message(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }
}
