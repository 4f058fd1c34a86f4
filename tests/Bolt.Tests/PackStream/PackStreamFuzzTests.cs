using System.Buffers;
using System.IO.Pipelines;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Values;
using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.TestKit.Fuzzing;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Bolt.Tests.PackStream;

public sealed class PackStreamFuzzTests
{
    private static readonly byte[][] Words =
    [
        [0xC0], [0xC1], [0xC9], [0xCB], [0xCC], [0xCD], [0xCE, 0x7F, 0xFF, 0xFF, 0xFF], [0xD0], [0xD2, 0x7F, 0xFF, 0xFF, 0xFF], [0xD4], [0xD6, 0, 1, 0, 0],
        [0xD8], [0xDA, 0, 0, 0x10, 0], [0xB3, 0x4E], [0xB4, 0x4E], [0xB5, 0x52], [0xB8, 0x52], [0xB1, 0x44], [0xB3, 0x58], [0xB4, 0x59], [0xB3, 0x69], [0x91], [0xA1],
    ];

    [Fact]
    public void Any_bytes_are_a_value_or_a_protocol_error() => new Fuzz
    {
        Reader = "PackStreamReader",
        Corpus = [.. Values().Select(Packed)],
        Words = Words,
        IsDocumented = e => e is BoltProtocolException,
        Read = input =>
        {
            var skipped = new PackStreamReader(input);
            skipped.Skip();
            var read = new PackStreamReader(input);
            read.ReadValue();
            Assert.Equal(skipped.Position, read.Position);
        },
    }.Run();

    [Fact]
    public void Any_bytes_are_messages_or_a_protocol_error_or_cut() => new Fuzz
    {
        Reader = "ChunkedMessageReader",
        Corpus =
        [
            ServerScript.LoggedOn(new(5, 4)).Fields("a").Record(1L).Record("x").Success().ToArray(),
            new ServerScript { ChunkSize = 3 }.Noop().Fields("a", "b").Noop().Record("abcdefgh", 1.5).Failure("Neo.X", "no").ToArray(),
        ],
        Words = [[0, 0], [0, 1], [0xFF, 0xFF], [0, 2, 0xB1, MessageTag.Record], [0, 3, 0xB1, MessageTag.Success, 0xA0, 0, 0]],
        IsDocumented = e => e is BoltProtocolException or BoltUnreachableException,
        Read = input =>
        {
            var reader = new ChunkedMessageReader(PipeReader.Create(new ReadOnlySequence<byte>(input)), 1_000) { MaxRecordSize = 100_000 };
            for (var bytes = 0; Next(reader) is { IsEmpty: false } message; bytes += message.Length) Assert.InRange(bytes, 0, input.Length);
        },
    }.Run();

    private static ReadOnlyMemory<byte> Next(ChunkedMessageReader reader)
    {
        var read = reader.ReadAsync(CancellationToken.None).AsTask();
        Assert.True(read.IsCompleted, "all bytes are there");
        return read.GetAwaiter().GetResult();
    }

    private static object?[] Values() =>
    [
        null, true, -1L, 300L, long.MinValue, 1.5, "text", new string('x', 300), new byte[] { 1, 2, 3 }, new List<object?> { 1L, "a", null },
        new Dictionary<string, object?> { ["a"] = new List<object?> { new Dictionary<string, object?> { ["b"] = 2L } } },
        new List<object?>
        {
            new Date(1), new Time(2, 3), new LocalTime(4), new LocalDateTime(5, 6), new OffsetDateTime(7, 8, 9), new ZonedDateTime(10, 11, "Europe/Paris"),
            new Duration(1, 2, 3, 4), new Point(4326, 1, 2, null), new Point(9157, 1, 2, 3),
        },
    ];

    private static byte[] Packed(object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new PackStreamWriter(buffer).WriteValue(value);
        return buffer.WrittenSpan.ToArray();
    }
}
