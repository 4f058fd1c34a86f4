namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>A set of labels that nodes have, known once for the whole graph; made by a <see cref="LabelSetTable"/>.</summary>
public sealed class LabelSet
{
    internal LabelSet(int index, IReadOnlyList<string> labels)
    {
        Index = index;
        Labels = labels;
    }

    /// <summary>Its place in its table, from 0.</summary>
    public int Index { get; }

    /// <summary>The labels, in ordinal order, without repeats; empty for nodes without a label.</summary>
    public IReadOnlyList<string> Labels { get; }
}

/// <summary>The label sets of one graph.</summary>
public sealed class LabelSetTable
{
    /// <summary>How many sets there are.</summary>
    public int Count => throw new NotImplementedException();

    /// <summary>The set with this index.</summary>
    public LabelSet this[int index] => throw new NotImplementedException();

    /// <summary>The set of these labels, in whatever order they come; the same object each time.</summary>
    public LabelSet Intern(IReadOnlyCollection<string> labels) => throw new NotImplementedException();
}
