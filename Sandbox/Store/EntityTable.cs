namespace StreamingTracker.Backup.Sandbox.Store;

/// <summary>
/// The committed nodes or relationships by id. Ids are dense; freed ones are given out again. Used under the store's lock.
/// </summary>
internal sealed class EntityTable<T> where T : EntityRecord
{
    private readonly List<T?> _records = [];
    private readonly Queue<long> _freeIds = [];
    private readonly List<long> _restingIds = [];
    private long _nextId;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>One more than the highest id in use.</summary>
    public long End => _records.Count;

    /// <summary>What has this id; null for nothing.</summary>
    public T? this[long id] => id >= 0 && id < _records.Count ? _records[(int)id] : null;

    /// <summary>Gives out an id that nobody else has.</summary>
    public long TakeId() => _freeIds.TryDequeue(out var id) ? id : _nextId++;

    /// <summary>Takes an id back that nothing has any more; it rests until <see cref="ReleaseIds"/>.</summary>
    public void ReturnId(long id) => _restingIds.Add(id);

    /// <summary>Lets returned ids be given out again: no transaction is open that could still mean what had them before.</summary>
    public void ReleaseIds()
    {
        foreach (var id in _restingIds) _freeIds.Enqueue(id);
        _restingIds.Clear();
    }

    /// <summary>Puts a record in place, or removes it with null; the id of a removed record is returned.</summary>
    public void Apply(long id, T? record)
    {
        while (_records.Count <= id) _records.Add(null);
        var old = _records[(int)id];
        _records[(int)id] = record;
        Count += (record is null ? 0 : 1) - (old is null ? 0 : 1);
        if (old is not null && record is null) ReturnId(id);
    }
}
