using System.Text;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>Counts entities as they pass by, without an object each.</summary>
internal sealed class GraphCounter
{
    private readonly List<LabelSet> _labelSets = [];
    private readonly Dictionary<byte[], StrongCount> _types = new(Utf8Comparer.Instance);
    private long[] _nodesByLabelSet = new long[16];
    private long _nodes;
    private long _relationships;
    private long _properties;

    public void AddNode(LabelSet labels)
    {
        if (labels.Index >= _nodesByLabelSet.Length) Array.Resize(ref _nodesByLabelSet, Math.Max(labels.Index + 1, 2 * labels.Index));
        if (_nodesByLabelSet[labels.Index]++ == 0) _labelSets.Add(labels);
        _nodes++;
    }

    public void AddRelationship(ReadOnlySpan<byte> typeUtf8)
    {
        var types = _types.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!types.TryGetValue(typeUtf8, out var count)) types[typeUtf8] = count = new StrongCount();
        count.Value++;
        _relationships++;
    }

    public void AddProperties(long count) => _properties += count;

    public GraphCounts ToCounts() => new()
    {
        Nodes = _nodes,
        Relationships = _relationships,
        Properties = _properties,
        NodesByLabels =
        [
            .. _labelSets.Select(set => new LabelSetCount(set.Labels, _nodesByLabelSet[set.Index]))
                .OrderBy(count => count.Labels, LabelOrder.Instance),
        ],
        RelationshipsByType =
        [
            .. _types.Select(type => new TypeCount(Encoding.UTF8.GetString(type.Key), type.Value.Value))
                .OrderBy(count => count.Type, StringComparer.Ordinal),
        ],
    };

    private sealed class StrongCount
    {
        public long Value;
    }

    /// <summary>Label by label, ordinal; a set comes before those that only add labels to it.</summary>
    private sealed class LabelOrder : IComparer<IReadOnlyList<string>>
    {
        public static readonly LabelOrder Instance = new();

        public int Compare(IReadOnlyList<string>? x, IReadOnlyList<string>? y)
        {
            var shared = Math.Min(x!.Count, y!.Count);
            for (var i = 0; i < shared; i++)
            {
                if (string.CompareOrdinal(x[i], y[i]) is var order and not 0) return order;
            }
            return x.Count - y.Count;
        }
    }
}
