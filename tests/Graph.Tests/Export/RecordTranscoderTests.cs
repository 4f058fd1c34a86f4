using System.Text;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Values;
using StreamingTracker.Backup.Graph.Export;

namespace StreamingTracker.Backup.Graph.Tests.Export;

public sealed class RecordTranscoderTests : IDisposable
{
    private static readonly byte[] Alice = Packed.Value(new Node(1, ["User", "Admin"], new Dictionary<string, object?> { ["name"] = "Alice" }));
    private static readonly byte[] Nobody = Packed.Value(new Node(7, [], new Dictionary<string, object?>()));
    private static readonly byte[] Knows = Packed.Value(
        new Relationship(5, 1, 7, "KNOWS", new Dictionary<string, object?> { ["since"] = new Date(16620) }));

    private readonly MemoryStream _output = new();
    private readonly EntityLineWriter _writer;
    private readonly RecordTranscoder _transcoder;

    public RecordTranscoderTests()
    {
        _writer = new EntityLineWriter(_output);
        _transcoder = new RecordTranscoder(_writer);
    }

    [Fact]
    public async Task Nodes_and_relationships_become_lines_and_ends_get_their_labels()
    {
        _transcoder.WriteNode(new PackStreamReader(Alice));
        _transcoder.WriteNode(new PackStreamReader(Nobody));
        _transcoder.WriteRelationship(new PackStreamReader(Knows));
        Assert.Equal(
            """
            {"type":"node","id":"1","labels":["Admin","User"],"properties":{"name":"Alice"}}
            {"type":"node","id":"7"}
            {"type":"relationship","id":"5","label":"KNOWS","start":{"id":"1","labels":["Admin","User"]},"end":{"id":"7"},"types":{"since":"date"},"properties":{"since":"2015-07-04"}}

            """,
            await TextAsync());
        Assert.Equal((2, 1), (_transcoder.Nodes, _transcoder.Relationships));
    }

    [Fact]
    public async Task Element_ids_of_Bolt_5_change_nothing()
    {
        _transcoder.WriteNode(new PackStreamReader(WithElementIds(Alice, 1)));
        _transcoder.WriteNode(new PackStreamReader(WithElementIds(Nobody, 1)));
        _transcoder.WriteRelationship(new PackStreamReader(WithElementIds(Knows, 3)));
        var fromBolt5 = await TextAsync();

        using var again = new RecordTranscoderTests();
        again._transcoder.WriteNode(new PackStreamReader(Alice));
        again._transcoder.WriteNode(new PackStreamReader(Nobody));
        again._transcoder.WriteRelationship(new PackStreamReader(Knows));
        Assert.Equal(await again.TextAsync(), fromBolt5);
    }

    [Fact]
    public async Task A_node_that_comes_twice_is_written_once_and_counted()
    {
        _transcoder.WriteNode(new PackStreamReader(Alice));
        _transcoder.WriteNode(new PackStreamReader(Alice));
        Assert.Equal((1, 1), (_transcoder.Nodes, _transcoder.RepeatedNodes));
        Assert.Single((await TextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_relationship_without_its_end_among_the_nodes_is_dropped_and_counted()
    {
        _transcoder.WriteNode(new PackStreamReader(Alice));
        _transcoder.WriteRelationship(new PackStreamReader(Knows));
        Assert.Equal((0, 1), (_transcoder.Relationships, _transcoder.DroppedRelationships));
        Assert.Single((await TextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Something_else_where_an_entity_is_due_is_a_violation_of_the_protocol()
    {
        Assert.Throws<BoltProtocolException>(() => _transcoder.WriteNode(new PackStreamReader(Knows)));
        Assert.Throws<BoltProtocolException>(() => _transcoder.WriteRelationship(new PackStreamReader(Alice)));
        Assert.Throws<BoltProtocolException>(() => _transcoder.WriteNode(new PackStreamReader(Packed.Value("node"))));
    }

    [Fact]
    public void A_record_cut_anywhere_is_a_violation_of_the_protocol()
    {
        for (var length = 0; length < Alice.Length; length++)
        {
            var cut = Alice[..length];
            Assert.Throws<BoltProtocolException>(() => new RecordTranscoder(new EntityLineWriter(Stream.Null)).WriteNode(new PackStreamReader(cut)));
        }
    }

    [Fact]
    public async Task No_object_is_made_for_an_entity_or_a_value()
    {
        var properties = new Dictionary<string, object?>
        {
            ["text"] = "some text",
            ["number"] = 42L,
            ["float"] = 1.5,
            ["flag"] = true,
            ["date"] = new Date(16620),
            ["zoned"] = new ZonedDateTime(1435143035, 0, "Europe/Paris"),
            ["duration"] = new Duration(1, 2, 3, 4),
            ["point"] = new Point(7203, 1, 2, null),
            ["list"] = new List<object?> { 1L, 2L, 3L },
        };
        var nodes = Enumerable.Range(0, 2_000).Select(i => Packed.Value(new Node(i, ["User"], properties))).ToArray();
        var relationship = Packed.Value(new Relationship(1, 1, 2, "KNOWS", properties));
        var (forNodes, forRelationships) = (new List<long>(), new List<long>());
        foreach (var some in nodes.Chunk(100)) forNodes.Add(await AllocatedAsync(() => WriteNodes(some)));
        for (var i = 0; i < 20; i++) forRelationships.Add(await AllocatedAsync(WriteRelationships));

        // Tables grow now and then, and whatever a thread does for the first time costs something; an object for each entity would
        // be seen in every one of these.
        Assert.Equal((0, 0), (forNodes.Min(), forRelationships.Min()));

        void WriteNodes(byte[][] some)
        {
            foreach (var node in some) _transcoder.WriteNode(new PackStreamReader(node));
        }

        void WriteRelationships()
        {
            for (var i = 0; i < 100; i++) _transcoder.WriteRelationship(new PackStreamReader(relationship));
        }
    }

    private async Task<long> AllocatedAsync(Action write)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        write();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        await _writer.FlushAsync(TestContext.Current.CancellationToken);
        return allocated;
    }

    public void Dispose() => _output.Dispose();

    private static byte[] WithElementIds(byte[] entity, int count)
    {
        var elementIds = Enumerable.Repeat(Packed.Value("4:a5cf0b6e:0"), count).SelectMany(bytes => bytes);
        return [(byte)(entity[0] + count), .. entity[1..], .. elementIds];
    }

    private async Task<string> TextAsync()
    {
        await _writer.FlushAsync(TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(_output.ToArray());
    }
}
