using System.Buffers;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>Label sets and types as PackStream, packed once each.</summary>
internal sealed class PackedNames
{
    private readonly Dictionary<LabelSet, byte[]> _labels = [];
    private readonly Dictionary<string, byte[]> _types = new(StringComparer.Ordinal);

    /// <summary>The labels as a list.</summary>
    public ReadOnlySpan<byte> Labels(LabelSet labels)
    {
        if (!_labels.TryGetValue(labels, out var packed)) _labels[labels] = packed = Pack(labels.Labels);
        return packed;
    }

    /// <summary>The type as text.</summary>
    public ReadOnlySpan<byte> Type(string type)
    {
        if (!_types.TryGetValue(type, out var packed)) _types[type] = packed = Pack(type);
        return packed;
    }

    private static byte[] Pack(object value)
    {
        var packed = new ArrayBufferWriter<byte>();
        new PackStreamWriter(packed).WriteValue(value);
        return packed.WrittenSpan.ToArray();
    }
}
