namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>What a statement has changed, as the <c>stats</c> of its summary say it.</summary>
internal sealed class UpdateCounts
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public const string NodesCreated = "nodes-created";
    private const string NodesDeleted = "nodes-deleted";
    public const string RelationshipsCreated = "relationships-created";
    private const string RelationshipsDeleted = "relationships-deleted";
    public const string LabelsAdded = "labels-added";
    public const string PropertiesSet = "properties-set";
    public const string IndexesAdded = "indexes-added";
    public const string IndexesRemoved = "indexes-removed";
    public const string ConstraintsAdded = "constraints-added";
    public const string ConstraintsRemoved = "constraints-removed";

    /// <summary>The name of what a deletion counts.</summary>
    public static string Deleted(bool nodes) => nodes ? NodesDeleted : RelationshipsDeleted;

    /// <summary>Counts a change; nothing when there was none.</summary>
    public void Add(string what, long count = 1)
    {
        if (count > 0) _counts[what] = _counts.GetValueOrDefault(what) + count;
    }

    /// <summary>The stats; null when nothing was changed.</summary>
    public IReadOnlyDictionary<string, object?>? ToStats()
    {
        if (_counts.Count == 0) return null;
        var stats = _counts.ToDictionary(count => count.Key, count => (object?)count.Value);
        stats["contains-updates"] = true;
        return stats;
    }
}
