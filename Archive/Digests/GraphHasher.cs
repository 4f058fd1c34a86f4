using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Digests;

/// <summary>
/// Takes the digest of a graph as it passes by, in 16 bytes a node and what <see cref="IdMap{TValue}"/> adds (docs/format.md, "The
/// digest"). It depends on neither ids nor order:
/// 1. a node's content is the hash of its labels and properties;
/// 2. a relationship adds, to the neighbourhood of each end, the hash of its direction, type, properties and the other end's content;
/// 3. the digest is the sum of the hashes of every node's content and neighbourhood, modulo 2^128.
/// An entity is <see cref="BeginNode"/> or <see cref="BeginRelationship"/>, its properties, <see cref="EndEntity"/>.
/// </summary>
internal sealed class GraphHasher
{
    private const long NodeSeed = 1;
    private const long StartSeed = 2;
    private const long EndSeed = 3;
    private const long FinalSeed = 4;

    private readonly IdMap<NodeHash> _nodes = new();
    private ulong?[] _labelSets = new ulong?[16];
    private bool _isRelationship;
    private long _id, _startId, _endId;
    private ulong _labelsOrType;

    /// <summary>Takes the properties of the entity that was begun.</summary>
    public PropertyHasher Properties { get; } = new();

    public void BeginNode(long id, LabelSet labels)
    {
        (_isRelationship, _id) = (false, id);
        _labelsOrType = HashOf(labels);
    }

    public void BeginRelationship(ReadOnlySpan<byte> typeUtf8, long startId, long endId)
    {
        (_isRelationship, _startId, _endId) = (true, startId, endId);
        _labelsOrType = XxHash3.HashToUInt64(typeUtf8);
    }

    public void EndEntity()
    {
        var properties = Properties.TakeEntity();
        if (!_isRelationship)
        {
            _nodes.TryAdd(_id, new(Hash(NodeSeed, _labelsOrType, properties, 0), 0));
            return;
        }

        // An end that is not among the nodes has no content; whoever writes or checks a backup refuses such a relationship.
        ref var start = ref _nodes.Find(_startId, out var hasStart);
        ref var end = ref _nodes.Find(_endId, out var hasEnd);
        if (!hasStart || !hasEnd) return;
        start.Neighbourhood += Hash(StartSeed, _labelsOrType, properties, end.Content);
        end.Neighbourhood += Hash(EndSeed, _labelsOrType, properties, start.Content);
    }

    /// <summary>The digest of what has passed so far: 32 lower-case hexadecimal digits.</summary>
    public string Digest()
    {
        var sum = UInt128.Zero;
        Span<byte> bytes = stackalloc byte[2 * sizeof(ulong)];
        foreach (var node in _nodes.Values())
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, node.Content);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[sizeof(ulong)..], node.Neighbourhood);
            sum += XxHash128.HashToUInt128(bytes, FinalSeed);
        }

        return sum.ToString("x32", null);
    }

    private static ulong Hash(long seed, ulong first, ulong second, ulong third)
    {
        Span<byte> bytes = stackalloc byte[3 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, first);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[sizeof(ulong)..], second);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[(2 * sizeof(ulong))..], third);
        return XxHash3.HashToUInt64(bytes, seed);
    }

    private ulong HashOf(LabelSet labels)
    {
        if (labels.Index >= _labelSets.Length) Array.Resize(ref _labelSets, Math.Max(labels.Index + 1, 2 * _labelSets.Length));
        return _labelSets[labels.Index] ??=
            labels.Labels.Aggregate(0UL, (sum, label) => sum + XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(label)));
    }

    private record struct NodeHash(ulong Content, ulong Neighbourhood);
}
