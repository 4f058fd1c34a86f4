using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Graph.Export;

/// <summary>Finds a node's label set by the very bytes of its label list, so that labels are decoded once per set and not per node.</summary>
internal sealed class LabelSetCache
{
    private readonly LabelSetTable _table = new();
    private readonly Dictionary<byte[], LabelSet>.AlternateLookup<ReadOnlySpan<byte>> _byBytes =
        new Dictionary<byte[], LabelSet>(Utf8Comparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>The set with this index.</summary>
    public LabelSet this[int index] => _table[index];

    /// <summary>The set of a list of labels.</summary>
    /// <param name="packedLabels">The list as PackStream.</param>
    public LabelSet Find(ReadOnlySpan<byte> packedLabels)
    {
        if (_byBytes.TryGetValue(packedLabels, out var known)) return known;
        var reader = new PackStreamReader(packedLabels);
        var labels = new string[reader.ReadListHeader()];
        for (var i = 0; i < labels.Length; i++) labels[i] = reader.ReadString();
        return _byBytes[packedLabels] = _table.Intern(labels);
    }
}
