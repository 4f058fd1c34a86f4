namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>The property names met on a line, to find one that stands there twice or where it stood; keeps its memory for the next line.</summary>
internal sealed class NameSet
{
    /// <summary>One entity with more properties must not make every later line pay for clearing its slots.</summary>
    public const int Usual = 512;

    private readonly LineBuffer _names = new(256);
    private (int Start, int Length, int Hash)[] _entries = new (int, int, int)[32];
    private int[] _slots = new int[64];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    public void Clear()
    {
        if (Count == 0) return;
        if (_slots.Length > Usual) (_entries, _slots) = (new (int, int, int)[Usual / 2], new int[Usual]);
        else _slots.AsSpan().Clear();
        _names.Clear();
        Count = 0;
    }

    /// <summary>Adds a name.</summary>
    /// <returns>False when it is there already.</returns>
    public bool TryAdd(ReadOnlySpan<byte> name)
    {
        if (Count == _entries.Length) Grow();
        var hash = Utf8Comparer.Instance.GetHashCode(name);
        var slot = SlotOf(name, hash);
        if (_slots[slot] > 0) return false;
        _entries[Count] = (_names.Length, name.Length, hash);
        _slots[slot] = ++Count;
        _names.Write(name);
        return true;
    }

    /// <summary>Finds a name.</summary>
    /// <returns>How many were added before it; -1 when it is not there.</returns>
    public int IndexOf(ReadOnlySpan<byte> name) => _slots[SlotOf(name, Utf8Comparer.Instance.GetHashCode(name))] - 1;

    /// <summary>The slot of a name, or the one where it belongs.</summary>
    private int SlotOf(ReadOnlySpan<byte> name, int hash)
    {
        var slot = Slot(hash);
        for (; _slots[slot] is var entry and > 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var (start, length, otherHash) = _entries[entry - 1];
            if (otherHash == hash && _names.Written.Slice(start, length).SequenceEqual(name)) break;
        }
        return slot;
    }

    private int Slot(int hash) => hash & (_slots.Length - 1);

    private void Grow()
    {
        Array.Resize(ref _entries, 2 * _entries.Length);
        _slots = new int[2 * _entries.Length];
        for (var entry = 1; entry <= Count; entry++)
        {
            var slot = Slot(_entries[entry - 1].Hash);
            while (_slots[slot] > 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = entry;
        }
    }
}
