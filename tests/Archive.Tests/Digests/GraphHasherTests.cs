using System.IO.Hashing;
using CsCheck;
using StreamingTracker.Backup.Archive.Digests;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Tests.Digests;

public sealed class GraphHasherTests
{
    private static readonly Gen<HashedGraph> Graphs =
        from nodes in Gen.Select(Gen.Int[0, 2].Select(i => "ABC"[i].ToString()).Array[0, 3], Values.Array[0, 3], (labels, values) => new HashedNode(labels, Named(values))).List[1, 12]
        from relationships in Gen.Select(
            Gen.Int[0, nodes.Count - 1], Gen.Bool.Select(r => r ? "R" : "S"), Gen.Int[0, nodes.Count - 1], Values.Array[0, 2],
            (start, type, end, values) => new HashedRelationship(start, type, end, Named(values))).List[0, 20]
        select new HashedGraph(nodes, relationships);

    private static Gen<Action<IPropertySink>> Values => Gen.OneOf(
        Gen.Long.Select(value => (Action<IPropertySink>)(sink => sink.Integer(value))),
        Gen.Double.Select(value => (Action<IPropertySink>)(sink => sink.Float(value))),
        Gen.Byte.Array[0, 40].Select(value => (Action<IPropertySink>)(sink => sink.Bytes(value))));

    [Fact]
    public void Neither_ids_nor_order_make_a_difference() =>
        Gen.Select(Graphs, Gen.Int, Gen.Int).Sample((graph, one, other) => graph.Digest(one) == graph.Digest(other));

    [Fact]
    public void One_more_relationship_makes_a_difference() => Gen.Select(Graphs, Gen.Int).Sample((graph, seed) =>
    {
        var more = graph with { Relationships = [.. graph.Relationships, new(0, "R", graph.Nodes.Count - 1)] };
        return graph.Digest(seed) != more.Digest(seed);
    });

    [Fact]
    public void One_more_node_makes_a_difference() =>
        Gen.Select(Graphs, Gen.Int).Sample((graph, seed) => graph.Digest(seed) != (graph with { Nodes = [.. graph.Nodes, new([])] }).Digest(seed));

    [Fact]
    public void A_graph_of_nothing_is_zero() => Assert.Equal(new string('0', 32), new GraphHasher().Digest());

    [Fact]
    public void Whatever_graphs_differ_in_their_digests_differ_in()
    {
        var alike = Variants.Select((graph, i) => (Digest: graph.Digest(), i)).GroupBy(graph => graph.Digest, graph => graph.i);

        Assert.All(alike, variants => Assert.True(variants.Count() == 1, $"The variants {string.Join(", ", variants)} have one digest."));
    }

    [Fact]
    public void All_that_is_not_a_number_is_one_value() => Assert.Equal(
        OneNode(sink => sink.Float(double.NaN)).Digest(),
        OneNode(sink => sink.Float(BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8_0000_0000_0001UL)))).Digest());

    /// <summary>A digest in a manifest stays right for ever: the sums of docs/format.md, done step by step.</summary>
    [Fact]
    public void The_digest_is_what_the_format_specifies()
    {
        var graph = new HashedGraph(
            [new(["A", "B"], [sink => { sink.Name("x"u8); sink.Integer(7); }]), new([])],
            [new(0, "R", 1, [sink => { sink.Name("y"u8); List(1, 2)(sink); }])]);

        var first = H(Join(unchecked(H("A"u8) + H("B"u8)), H(Join(7), H("x"u8) + 2), 0), 1);
        var second = H(Join(0, 0, 0), 1);
        var list = H(Join(2), unchecked(H(Join(1), unchecked(H([], H("y"u8) + 15) + 2)) + 2));
        var leaving = H(Join(H("R"u8), list, second), 2);
        var arriving = H(Join(H("R"u8), list, first), 3);
        var sum = unchecked(XxHash128.HashToUInt128(Join(first, leaving), 4) + XxHash128.HashToUInt128(Join(second, arriving), 4));

        Assert.Equal(sum.ToString("x32", null), graph.Digest());
        Assert.Equal(0xFFF8_0000_0000_0000UL, BitConverter.DoubleToUInt64Bits(double.NaN));
    }

    /// <summary>docs/format.md says so: what looks the same from every node and its neighbours is not told apart.</summary>
    [Fact]
    public void Two_triangles_are_not_told_from_a_ring_of_six()
    {
        HashedNode[] six = [.. Enumerable.Repeat(new HashedNode(["N"]), 6)];
        HashedRelationship[] ring = [.. Enumerable.Range(0, 6).Select(i => new HashedRelationship(i, "R", (i + 1) % 6))];
        HashedRelationship[] triangles = [.. Enumerable.Range(0, 6).Select(i => new HashedRelationship(i, "R", (i / 3 * 3) + ((i + 1) % 3)))];

        Assert.Equal(new HashedGraph(six, ring).Digest(), new HashedGraph(six, triangles).Digest());
    }

    private static IReadOnlyList<HashedGraph> Variants { get; } =
    [
        OneNode(),
        new([new(["A"])], []),
        new([new(["A", "B"])], []),
        new([new(["AB"])], []),
        OneNode(sink => sink.Integer(1)),
        OneNode(sink => sink.Integer(2)),
        OneNode(sink => sink.Float(1)),
        OneNode(sink => sink.Float(0.0)),
        OneNode(sink => sink.Float(-0.0)),
        OneNode(sink => sink.Boolean(true)),
        OneNode(sink => sink.Boolean(false)),
        OneNode(sink => sink.String("1"u8)),
        OneNode(sink => sink.Bytes("1"u8)),
        OneNode(sink => sink.Date(1)),
        OneNode(sink => sink.LocalTime(1)),
        OneNode(sink => sink.Time(1, 0)),
        OneNode(sink => sink.Time(1, 60)),
        OneNode(sink => sink.LocalDateTime(1, 0)),
        OneNode(sink => sink.LocalDateTime(1, 1)),
        OneNode(sink => sink.OffsetDateTime(1, 0, 0)),
        OneNode(sink => sink.ZonedDateTime(1, 0, "UTC"u8)),
        OneNode(sink => sink.ZonedDateTime(1, 0, "GMT"u8)),
        OneNode(sink => sink.ZonedDateTime(1, 1, "GMT"u8)),
        OneNode(sink => sink.Duration(1, 0, 0, 0)),
        OneNode(sink => sink.Duration(0, 1, 0, 0)),
        OneNode(sink => sink.Point(4326, 1, 2)),
        OneNode(sink => sink.Point(4326, 2, 1)),
        OneNode(sink => sink.Point(7203, 1, 2)),
        OneNode(sink => sink.Point(4979, 1, 2, 0)),
        OneNode(List()),
        OneNode(List(1)),
        OneNode(List(1, 2)),
        OneNode(List(2, 1)),
        new([new(["A"], Named([sink => sink.Integer(1), sink => sink.Integer(2)]))], []),
        new([new(["A"], Named([sink => sink.Integer(2), sink => sink.Integer(1)]))], []),
        new([new(["A"]), new(["B"])], []),
        new([new(["A"]), new(["B"])], [new(0, "R", 1)]),
        new([new(["A"]), new(["B"])], [new(1, "R", 0)]),
        new([new(["A"]), new(["B"])], [new(0, "S", 1)]),
        new([new(["A"]), new(["B"])], [new(0, "R", 1, Named([sink => sink.Integer(1)]))]),
        new([new(["A"]), new(["B"])], [new(0, "R", 1), new(0, "R", 1)]),
        new([new(["A"]), new(["B"])], [new(0, "R", 0)]),
    ];

    private static ulong H(ReadOnlySpan<byte> bytes, ulong seed = 0) => XxHash3.HashToUInt64(bytes, unchecked((long)seed));

    private static byte[] Join(params ulong[] integers) => [.. integers.SelectMany(BitConverter.GetBytes)];

    private static HashedGraph OneNode(params Action<IPropertySink>[] values) => new([new([], Named(values))], []);

    private static Action<IPropertySink> List(params long[] items) => sink =>
    {
        sink.BeginList();
        foreach (var item in items) sink.Integer(item);
        sink.EndList();
    };

    private static IReadOnlyList<Action<IPropertySink>> Named(IReadOnlyList<Action<IPropertySink>> values) =>
    [
        .. values.Select((value, i) => (Action<IPropertySink>)(sink =>
        {
            sink.Name([(byte)('a' + i)]);
            value(sink);
        })),
    ];
}
