using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Tests.Lines;

public class AllocationTests
{
    private const int Nodes = 20_000;

    /// <summary>Buffers and tables are allocated once, while the same nodes are written a first time; one object per value or entity would be over a megabyte.</summary>
    private const long Allowance = 500_000;

    [Fact]
    public async Task Writing_makes_no_object_per_value()
    {
        var labels = new LabelSetTable().Intern(["A"]);
        var writer = new EntityLineWriter(Stream.Null);
        await WriteAsync(writer, labels, Nodes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await WriteAsync(writer, labels, Nodes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Allowance);
    }

    [Fact]
    public async Task Reading_makes_no_object_per_value()
    {
        var file = new MemoryStream();
        await WriteAsync(new EntityLineWriter(file), new LabelSetTable().Intern(["A"]), Nodes);
        await using var reader = GraphFile.Open(file.ToArray());
        var sink = new EntityLineWriter(Stream.Null);
        await WriteAsync(sink, new LabelSetTable().Intern(["A"]), Nodes);
        await ReadAsync(reader, sink, 1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await ReadAsync(reader, sink, Nodes - 1000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Allowance);
    }

    /// <summary>Streams in memory answer at once, so that all of it happens on one thread, which is the one that is measured.</summary>
    private static async Task ReadAsync(BackupReader reader, EntityLineWriter sink, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(await reader.ReadAsync(CancellationToken.None));
            sink.BeginNode(i, reader.Current.Labels);
            reader.Current.CopyPropertiesTo(sink);
            sink.EndEntity();
            if (i % 100 == 99) await sink.FlushAsync(CancellationToken.None);
        }
    }

    private static async Task WriteAsync(EntityLineWriter writer, LabelSet labels, int count)
    {
        for (var i = 0; i < count; i++)
        {
            writer.BeginNode(i, labels);
            writer.Name("name"u8);
            writer.String("a \"name\" 😀"u8);
            writer.Name("score"u8);
            writer.Float(i / 7.0);
            writer.Name("at"u8);
            writer.ZonedDateTime(1_435_143_035 + i, 1, "Europe/Paris"u8);
            writer.Name("dates"u8);
            writer.BeginList();
            writer.Date(i);
            writer.Date(-i);
            writer.EndList();
            writer.Name("for"u8);
            writer.Duration(i, 2, 3, 4);
            writer.Name("where"u8);
            writer.Point(4326, i, 2);
            writer.EndEntity();
            if (i % 100 == 99) await writer.FlushAsync(CancellationToken.None);
        }
    }
}
