namespace StreamingTracker.Backup.Sandbox.Store;

/// <summary>What must hold of a transaction's changes at the moment of its commit. Used under the store's lock.</summary>
internal static class CommitCheck
{
    /// <summary>Requires that every relationship has its ends, and that no deleted node is one.</summary>
    /// <exception cref="ServerFailureException">A deleted node still has relationships, or an end was deleted by somebody else.</exception>
    public static void RequireEnds(
        StoreTransaction transaction, EntityTable<NodeRecord> nodes, EntityTable<RelationshipRecord> relationships)
    {
        var ends = new Dictionary<long, int>();
        foreach (var (id, node) in transaction.Nodes.Changes)
        {
            if (node is null) ends[id] = nodes[id]?.RelationshipEnds ?? 0;
        }

        foreach (var (id, relationship) in transaction.Relationships.Changes)
        {
            if (relationship is null) Add(ends, relationships[id], -1);
            else Add(ends, relationship, 1);
        }

        foreach (var (id, left) in ends)
        {
            if (left > 0) throw StillHasRelationships(id);
        }

        foreach (var relationship in transaction.Relationships.Changes.Values)
        {
            if (relationship is null) continue;
            RequireNode(transaction, relationship.Start);
            RequireNode(transaction, relationship.End);
        }
    }

    /// <summary>Requires that what was created differs from what others have committed meanwhile, where constraints say so.</summary>
    /// <exception cref="ServerFailureException">It doesn't.</exception>
    public static void RequireUnique(StoreTransaction transaction, IReadOnlyList<UniquenessIndex> indexes)
    {
        foreach (var index in indexes)
        {
            if (index.IsAboutNodes) RequireUnique(index, transaction.Nodes);
            else RequireUnique(index, transaction.Relationships);
        }
    }

    private static void RequireUnique<T>(UniquenessIndex index, EntityOverlay<T> changed) where T : EntityRecord
    {
        var own = new Dictionary<string, long>();
        foreach (var (id, record) in changed.Changes)
        {
            if (record is null || index.KeyOf(record) is not { } key) continue;
            if (!own.TryAdd(key, id)) throw index.Violation(own[key], record);
            if (index.Find(key) is { } first && changed.Find(first) is not null) throw index.Violation(first, record);
        }
    }

    private static void Add(Dictionary<long, int> ends, RelationshipRecord? relationship, int by)
    {
        if (relationship is null) return;
        if (ends.TryGetValue(relationship.Start, out var start)) ends[relationship.Start] = start + by;
        if (ends.TryGetValue(relationship.End, out var end)) ends[relationship.End] = end + by;
    }

    private static void RequireNode(StoreTransaction transaction, long id)
    {
        if (transaction.Nodes.Find(id) is null) throw new ServerFailureException(StatusCode.EntityNotFound, $"Unable to load NODE {id}.");
    }

    private static ServerFailureException StillHasRelationships(long id) => new(
        StatusCode.ConstraintValidationFailed,
        $"Cannot delete node<{id}>, because it still has relationships. To delete this node, you must first delete its relationships.");
}
