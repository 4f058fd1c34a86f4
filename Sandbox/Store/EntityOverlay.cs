namespace StreamingTracker.Backup.Sandbox.Store;

/// <summary>
/// What one transaction has changed in a table, laid over what is committed at the moment of each look. Used under the store's
/// lock.
/// </summary>
internal sealed class EntityOverlay<T>(EntityTable<T> committed) where T : EntityRecord
{
    private readonly Dictionary<long, T?> _changes = [];
    private readonly HashSet<long> _takenIds = [];
    private long _end;

    /// <summary>The changed entities by id; null for a deleted one.</summary>
    public IReadOnlyDictionary<long, T?> Changes => _changes;

    /// <summary>How many entities the transaction sees.</summary>
    public long Count => committed.Count + _changes.Sum(change => (change.Value is null ? 0 : 1) - (committed[change.Key] is null ? 0 : 1));

    /// <summary>What the transaction sees under an id.</summary>
    public T? Find(long id) => _changes.TryGetValue(id, out var changed) ? changed : committed[id];

    /// <summary>Adds an entity.</summary>
    /// <returns>Its id.</returns>
    public long Create(T record)
    {
        var id = committed.TakeId();
        _takenIds.Add(id);
        _changes[id] = record;
        _end = Math.Max(_end, id + 1);
        return id;
    }

    /// <summary>Deletes what the transaction sees, in the order of ids.</summary>
    /// <returns>How many were deleted.</returns>
    public long Delete(long atMost)
    {
        var deleted = 0L;
        for (var id = -1L; deleted < atMost && MoveNext(ref id) is not null; deleted++) _changes[id] = null;
        return deleted;
    }

    /// <summary>Moves from an id to the next that is in use.</summary>
    /// <param name="id">-1 to begin with.</param>
    /// <returns>The record; null when there is none behind.</returns>
    public T? MoveNext(ref long id)
    {
        for (var end = Math.Max(committed.End, _end); ++id < end;)
        {
            if (Find(id) is { } found) return found;
        }

        return null;
    }

    /// <summary>Makes the changes everybody's.</summary>
    public void Apply()
    {
        foreach (var (id, record) in _changes)
        {
            if (record is null && _takenIds.Contains(id)) committed.ReturnId(id);
            else committed.Apply(id, record);
        }

        Clear();
    }

    /// <summary>Forgets the changes and gives the ids back that were taken. May be called again.</summary>
    public void Abandon()
    {
        foreach (var id in _takenIds) committed.ReturnId(id);
        Clear();
    }

    private void Clear()
    {
        _changes.Clear();
        _takenIds.Clear();
    }
}
