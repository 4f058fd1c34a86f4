namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>
/// Collects a line's <c>types</c> while its properties are written: <c>"born":"date"</c>, <c>"at":"datetime@1435143035"</c>,
/// <c>"stops":"datetime[]@1435143035,,1435143036"</c>. An entry begins with the value, and ends with it.
/// </summary>
internal sealed class TypeNotes
{
    private readonly LineBuffer _notes = new(256);
    private readonly LineBuffer _zonedSeconds = new(64);
    private int _datetimes;
    private bool _zoned;

    public bool IsEmpty => _notes.Length == 0;

    public ReadOnlySpan<byte> Written => _notes.Written;

    /// <summary>Ends the object; only <see cref="Clear"/> may follow.</summary>
    public void Close() => _notes.Write((byte)'}');

    public void Clear() => _notes.Clear();

    /// <summary>Remembers the UTC seconds of the value's next datetime, whose text names a zone.</summary>
    public void AddZoned(long epochSeconds)
    {
        AddUnzoned();
        _zonedSeconds.Write(epochSeconds);
        _zoned = true;
    }

    /// <summary>Leaves the slot of the value's next datetime empty: its text has an offset only.</summary>
    public void AddUnzoned()
    {
        if (_datetimes++ > 0) _zonedSeconds.Write((byte)',');
    }

    /// <summary>Writes the entry of a value.</summary>
    /// <param name="quotedName">The property's name as it stands on the line.</param>
    /// <param name="kind">The value's kind, or that of its items.</param>
    /// <param name="isList">Whether it is a list.</param>
    public void Add(ReadOnlySpan<byte> quotedName, ValueKind kind, bool isList)
    {
        _notes.Write(IsEmpty ? ",\"types\":{"u8 : ","u8);
        _notes.Write(quotedName);
        _notes.Write(":\""u8);
        _notes.Write(ValueKinds.Word(kind));
        if (isList) _notes.Write("[]"u8);
        if (_zoned)
        {
            _notes.Write((byte)'@');
            _notes.Write(_zonedSeconds.Written);
        }
        _notes.Write((byte)'"');
        _zonedSeconds.Clear();
        (_datetimes, _zoned) = (0, false);
    }
}
