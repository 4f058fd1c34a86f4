using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Graph.Export;

/// <summary>
/// Remembers which label set each node has, by the set's index, in two bytes a node and what <see cref="IdMap{TValue}"/> adds.
/// The nodes whose sets come after the first 65,535 are looked up a second time.
/// </summary>
internal sealed class NodeLabels
{
    private const ushort Elsewhere = ushort.MaxValue;

    private readonly IdMap<ushort> _sets = new();
    private IdMap<int>? _laterSets;

    /// <summary>Remembers a node.</summary>
    /// <returns>False when it has been met before; what was remembered then stays.</returns>
    public bool TryAdd(long id, int labelSet)
    {
        if (labelSet < Elsewhere) return _sets.TryAdd(id, (ushort)labelSet);
        return _sets.TryAdd(id, Elsewhere) && (_laterSets ??= new IdMap<int>()).TryAdd(id, labelSet);
    }

    /// <summary>Finds the label set of a node that has been met.</summary>
    public bool TryGet(long id, out int labelSet)
    {
        var met = _sets.TryGet(id, out var set);
        labelSet = set;
        return met && (set != Elsewhere || _laterSets!.TryGet(id, out labelSet));
    }
}
