namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>A set of labels that nodes have, known once for the whole graph; made by a <see cref="LabelSetTable"/>.</summary>
public sealed class LabelSet
{
    internal LabelSet(int index, IReadOnlyList<string> labels, ReadOnlyMemory<byte> json)
    {
        Index = index;
        Labels = labels;
        Json = json;
    }

    /// <summary>Its place in its table, from 0.</summary>
    public int Index { get; }

    /// <summary>The labels, in ordinal order, without repeats; empty for nodes without a label.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The labels as the JSON array that stands on a line.</summary>
    internal ReadOnlyMemory<byte> Json { get; }
}
