using System.Runtime.CompilerServices;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>
/// 65,536 ids of an <see cref="IdMap{TValue}"/>: sorted keys with their values while those are few, and one slot for every
/// possible key, with a bit for "used", as soon as that takes no more memory.
/// </summary>
internal sealed class IdMapBlock<TValue>
    where TValue : unmanaged
{
    private const int Keys = 1 << 16;

    private ushort[]? _keys = new ushort[8];
    private TValue[] _values = new TValue[8];
    private ulong[] _used = [];
    private int _count;

    public bool TryAdd(ushort key, TValue value)
    {
        if (_keys is null) return TryAddToSlots(key, value);
        var at = _count > 0 && _keys[_count - 1] < key ? ~_count : Array.BinarySearch(_keys, 0, _count, key);
        if (at >= 0) return false;
        if (_count == _keys.Length && !TryGrow()) return TryAddToSlots(key, value);
        at = ~at;
        Array.Copy(_keys, at, _keys, at + 1, _count - at);
        Array.Copy(_values, at, _values, at + 1, _count - at);
        _keys[at] = key;
        _values[at] = value;
        _count++;
        return true;
    }

    public bool TryGet(ushort key, out TValue value)
    {
        ref var at = ref Find(key, out var found);
        value = found ? at : default;
        return found;
    }

    public ref TValue Find(ushort key, out bool found)
    {
        var at = _keys is not null ? Array.BinarySearch(_keys, 0, _count, key) : IsUsed(key) ? key : -1;
        found = at >= 0;
        return ref found ? ref _values[at] : ref Unsafe.NullRef<TValue>();
    }

    public IEnumerable<TValue> Values()
    {
        if (_keys is not null) return _values.Take(_count);
        return Enumerable.Range(0, Keys).Where(key => IsUsed((ushort)key)).Select(key => _values[key]);
    }

    private bool TryAddToSlots(ushort key, TValue value)
    {
        if (IsUsed(key)) return false;
        _used[key >> 6] |= 1UL << key;
        _values[key] = value;
        return true;
    }

    private bool IsUsed(ushort key) => (_used[key >> 6] & (1UL << key)) != 0;

    private bool TryGrow()
    {
        var capacity = _count + (_count >> 1);
        if (capacity * (sizeof(ushort) + Unsafe.SizeOf<TValue>()) >= Keys * Unsafe.SizeOf<TValue>() + Keys / 8)
        {
            SpreadToSlots();
            return false;
        }
        Array.Resize(ref _keys, capacity);
        Array.Resize(ref _values, capacity);
        return true;
    }

    private void SpreadToSlots()
    {
        var (keys, values) = (_keys!, _values);
        _keys = null;
        _values = new TValue[Keys];
        _used = new ulong[Keys / 64];
        for (var i = 0; i < _count; i++) TryAddToSlots(keys[i], values[i]);
    }
}
