using System.Runtime.CompilerServices;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>
/// A map from entity ids to small values that costs little memory however dense or sparse the ids are: at most
/// the size of <typeparamref name="TValue"/> plus 4 bytes an id when they are dense, plus 14 when one id in a hundred is used.
/// Ids that share all but their last 16 bits lie in one block. Fast when ids come in ascending order; any order works.
/// </summary>
public sealed class IdMap<TValue>
    where TValue : unmanaged
{
    private readonly Dictionary<long, IdMapBlock<TValue>> _blocks = [];
    private IdMapBlock<TValue>? _recent;
    private long _recentKey;

    /// <summary>How many ids are in the map.</summary>
    public long Count { get; private set; }

    /// <summary>Adds an id.</summary>
    /// <returns>False when the id is there already; its value then stays as it was.</returns>
    public bool TryAdd(long id, TValue value)
    {
        var block = Block(id);
        if (block is null) _blocks.Add(_recentKey = id >> 16, block = _recent = new IdMapBlock<TValue>());
        if (!block.TryAdd((ushort)id, value)) return false;
        Count++;
        return true;
    }

    /// <summary>Finds the value of an id.</summary>
    public bool TryGet(long id, out TValue value)
    {
        if (Block(id) is { } block) return block.TryGet((ushort)id, out value);
        value = default;
        return false;
    }

    /// <summary>Finds the value of an id, to be changed in place until the next id is added.</summary>
    internal ref TValue Find(long id, out bool found)
    {
        if (Block(id) is { } block) return ref block.Find((ushort)id, out found);
        found = false;
        return ref Unsafe.NullRef<TValue>();
    }

    /// <summary>All values, in no order that means anything.</summary>
    internal IEnumerable<TValue> Values() => _blocks.Values.SelectMany(block => block.Values());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private IdMapBlock<TValue>? Block(long id) => _recent is not null && _recentKey == id >> 16 ? _recent : FindBlock(id >> 16);

    private IdMapBlock<TValue>? FindBlock(long key)
    {
        if (!_blocks.TryGetValue(key, out var block)) return null;
        _recentKey = key;
        return _recent = block;
    }
}
