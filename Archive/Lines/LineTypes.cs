namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>The type that a line names for one of its properties.</summary>
/// <param name="kind">The value's kind, or that of a list's items.</param>
/// <param name="isList">Whether the value is a list.</param>
/// <param name="zonedSeconds">What stands after the <c>@</c>: UTC seconds, for a list one slot an item; empty where no zone is named.</param>
internal readonly ref struct LineType(ValueKind kind, bool isList, ReadOnlySpan<byte> zonedSeconds)
{
    public ValueKind Kind { get; } = kind;

    public bool IsList { get; } = isList;

    public ReadOnlySpan<byte> ZonedSeconds { get; } = zonedSeconds;
}

/// <summary>A line's <c>types</c>, by property. Each is asked for once, and usually in the order in which they stand there.</summary>
internal sealed class LineTypes(int most = LineTypes.Most)
{
    /// <summary>How many properties an entity may have: as many as a database of Neo4j's can have names of properties.</summary>
    public const int Most = 1 << 24;

    // So few are found by looking at each; a line of a hundred thousand would take minutes that way.
    private const int Few = 64;

    private readonly LineBuffer _text = new(256);
    private readonly LineBuffer _unescaped = new(64);
    private readonly NameSet _names = new();
    private List<Entry> _entries = [];
    private int _expected;
    private int _taken;

    public void Clear()
    {
        _text.Clear();
        _names.Clear();

        // What one entity with very many properties took is not kept for all that follow.
        if (_entries.Capacity > NameSet.Usual) _entries = [];
        else _entries.Clear();
        (_expected, _taken) = (0, 0);
    }

    /// <summary>Reads the object of types.</summary>
    public void Read(ref JsonCursor cursor)
    {
        var first = true;
        for (cursor.Take('{'); cursor.TryNext('}', ref first);)
        {
            var name = Copy(ref cursor);
            cursor.Take(':');
            if (_entries.Count == most) throw cursor.Fault($"types are given for more than {most} properties");
            _entries.Add(ToEntry(ref cursor, name, Copy(ref cursor)));
        }
        if (_entries.Count > Few) AddNames(in cursor);
    }

    /// <summary>Finds the type of a property; a second time it is not found.</summary>
    public bool TryTake(ReadOnlySpan<byte> name, out LineType type)
    {
        var at = _entries.Count > Few ? FindByName(name) : Find(name);
        if (at < 0 || _entries[at].Taken)
        {
            type = default;
            return false;
        }
        var entry = _entries[at];
        _entries[at] = entry with { Taken = true };
        (_expected, _taken) = (at + 1, _taken + 1);
        type = new LineType(entry.Kind, entry.IsList, _text.Written[entry.Seconds]);
        return true;
    }

    /// <summary>Forgets which types were taken.</summary>
    public void Rewind()
    {
        if (_taken == 0) return;
        for (var i = 0; i < _entries.Count; i++) _entries[i] = _entries[i] with { Taken = false };
        (_expected, _taken) = (0, 0);
    }

    /// <summary>Makes sure that every type was of a property.</summary>
    public void TakeEnd(ref readonly JsonCursor cursor)
    {
        if (_taken == _entries.Count) return;
        var name = _text.Written[_entries.Find(entry => !entry.Taken).Name];
        throw cursor.Fault($"a type is given for \"{Corruption.Excerpt(name)}\", which is no property, or twice");
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _entries.Count; i++)
        {
            var at = (_expected + i) % _entries.Count;
            if (!_entries[at].Taken && IsCalled(at, name)) return at;
        }
        return -1;
    }

    private int FindByName(ReadOnlySpan<byte> name) =>
        _expected < _entries.Count && IsCalled(_expected, name) ? _expected : _names.IndexOf(name);

    private void AddNames(ref readonly JsonCursor cursor)
    {
        foreach (var entry in _entries)
        {
            var name = _text.Written[entry.Name];
            if (!_names.TryAdd(name)) throw cursor.Fault($"a type is given for \"{Corruption.Excerpt(name)}\" twice");
        }
    }

    private bool IsCalled(int at, ReadOnlySpan<byte> name) => _text.Written[_entries[at].Name].SequenceEqual(name);

    private Range Copy(ref JsonCursor cursor)
    {
        var start = _text.Length;
        _text.Write(cursor.TakeText(_unescaped));
        return start.._text.Length;
    }

    private Entry ToEntry(ref readonly JsonCursor cursor, Range name, Range word)
    {
        var text = _text.Written[word];
        var at = text.IndexOf((byte)'@');
        var type = at < 0 ? text : text[..at];
        var isList = type.EndsWith("[]"u8);
        var kind = ValueKinds.Parse(isList ? type[..^2] : type);
        if (kind == ValueKind.None || (isList && kind == ValueKind.Bytes) || (at >= 0 && kind != ValueKind.DateTime))
        {
            throw cursor.Fault($"the type \"{Corruption.Excerpt(text)}\" is unknown");
        }
        return new Entry(name, kind, isList, at < 0 ? word.End..word.End : (word.Start.Value + at + 1)..word.End, Taken: false);
    }

    private readonly record struct Entry(Range Name, ValueKind Kind, bool IsList, Range Seconds, bool Taken);
}
