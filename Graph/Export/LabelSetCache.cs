using System.Diagnostics.CodeAnalysis;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Graph.Export;

/// <summary>Finds a node's label set by the very bytes of its label list, so that labels are decoded once per set and not per node.</summary>
internal sealed class LabelSetCache
{
    private readonly LabelSetTable _table = new();
    private readonly Dictionary<byte[], LabelSet>.AlternateLookup<ReadOnlySpan<byte>> _byBytes =
        new Dictionary<byte[], LabelSet>(new BytesComparer()).GetAlternateLookup<ReadOnlySpan<byte>>();

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

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] bytes) => GetHashCode(bytes.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
