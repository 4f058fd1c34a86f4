using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Sandbox.Store;

namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>Reads <c>$rows</c>, a list of maps, one row after the other; each field stays packed until it is asked for.</summary>
internal ref struct ParameterRows
{
    private readonly ReadOnlySpan<byte> _rows;
    private PackStreamReader _reader;
    private int _left;

    /// <summary>Begins before the first row.</summary>
    /// <exception cref="ServerFailureException">The parameter is missing or no list.</exception>
    public ParameterRows(StatementParameters parameters)
    {
        _rows = parameters.Require("rows");
        _reader = new PackStreamReader(_rows);
        if (_reader.PeekType() == PackStreamType.Null) return;
        if (_reader.PeekType() != PackStreamType.List) throw TypeError("Type mismatch: expected $rows to be a list");
        _left = _reader.ReadListHeader();
    }

    /// <summary>The current row; read it with <see cref="Field"/>.</summary>
    public ReadOnlySpan<byte> Row { get; private set; }

    /// <summary>Moves to the next row.</summary>
    /// <exception cref="ServerFailureException">It is no map.</exception>
    public bool MoveNext()
    {
        if (_left-- <= 0) return false;
        if (_reader.PeekType() != PackStreamType.Map) throw TypeError("Type mismatch: expected each of $rows to be a map");
        var start = _reader.Position;
        _reader.Skip();
        Row = _rows[start.._reader.Position];
        return true;
    }

    /// <summary>A field of the current row; empty when it is missing or null.</summary>
    public readonly ReadOnlySpan<byte> Field(ReadOnlySpan<byte> name)
    {
        var value = Values.PropertyMap.Find(Row, name);
        return !value.IsEmpty && new PackStreamReader(value).PeekType() == PackStreamType.Null ? default : value;
    }

    /// <summary>An id; null when the field is none, so that no entity has it.</summary>
    public readonly long? Id(ReadOnlySpan<byte> name)
    {
        var value = Field(name);
        if (value.IsEmpty) return null;
        var reader = new PackStreamReader(value);
        return reader.PeekType() switch
        {
            PackStreamType.Integer => reader.ReadInteger(),
            PackStreamType.Float when reader.ReadFloat() is var number && number == Math.Floor(number) => (long)number,
            _ => null,
        };
    }

    /// <summary>A name or a list of names, as <c>$(…)</c> takes them.</summary>
    /// <exception cref="ServerFailureException">It is neither.</exception>
    public readonly string[] Names(ReadOnlySpan<byte> name, string what, Tokens tokens)
    {
        var value = Field(name);
        if (value.IsEmpty) throw NotNames(what);
        var reader = new PackStreamReader(value);
        if (reader.PeekType() == PackStreamType.String) return [tokens.Learn(reader.ReadString())];
        if (reader.PeekType() != PackStreamType.List) throw NotNames(what);
        var names = new string[reader.ReadListHeader()];
        for (var i = 0; i < names.Length; i++)
        {
            if (reader.PeekType() != PackStreamType.String) throw NotNames(what);
            names[i] = tokens.Learn(reader.ReadString());
        }

        return names;
    }

    private static ServerFailureException NotNames(string what) => TypeError($"Expected {what} to be a string or list of strings.");

    private static ServerFailureException TypeError(string message) => new(StatusCode.TypeError, message);
}
