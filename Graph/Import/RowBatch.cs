using System.Buffers;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>
/// Rows for one statement, packed as its parameters {rows: [...]} while the backup is read: of nodes {l, p} or of relationships
/// {s, e, t, p}, never of both.
/// </summary>
internal sealed class RowBatch
{
    private readonly PackBuffer _buffer = new();
    private readonly PackStreamWriter _writer;
    private readonly RowProperties _properties;
    private readonly PackedNames _names = new();
    private readonly List<int> _starts = [];
    private readonly int _countPlace;
    private readonly int _firstRow;

    public RowBatch()
    {
        _writer = new PackStreamWriter(_buffer);
        _properties = new RowProperties(_buffer);
        _writer.WriteMapHeader(1);
        _writer.WriteString("rows"u8);
        _countPlace = _buffer.BeginList();
        _firstRow = _buffer.Length;
    }

    /// <summary>How many rows there are.</summary>
    public int Rows => _starts.Count;

    /// <summary>How many bytes they take.</summary>
    public int Bytes => _buffer.Length - _firstRow;

    /// <summary>Adds a node.</summary>
    public void AddNode(EntityLine node)
    {
        Begin(2);
        _writer.WriteString("l"u8);
        _buffer.Write(_names.Labels(node.Labels));
        AddProperties(node);
    }

    /// <summary>Adds a relationship between nodes of the new graph.</summary>
    public void AddRelationship(EntityLine relationship, long startId, long endId)
    {
        Begin(4);
        _writer.WriteString("s"u8);
        _writer.WriteInteger(startId);
        _writer.WriteString("e"u8);
        _writer.WriteInteger(endId);
        _writer.WriteString("t"u8);
        _buffer.Write(_names.Type(relationship.Type));
        AddProperties(relationship);
    }

    /// <summary>The statement's parameters; valid until the next change.</summary>
    public ReadOnlyMemory<byte> Parameters()
    {
        _buffer.SetCount(_countPlace, Rows);
        return _buffer.Written;
    }

    /// <summary>The parameters for some of the rows, in memory of their own.</summary>
    public ReadOnlyMemory<byte> Parameters(int first, int count)
    {
        var end = first + count == Rows ? _buffer.Length : _starts[first + count];
        var part = new PackBuffer();
        part.Write(_buffer.Written.Span[.._firstRow]);
        part.SetCount(_countPlace, count);
        part.Write(_buffer.Written.Span[_starts[first]..end]);
        return part.Written;
    }

    /// <summary>Forgets the rows and keeps the memory.</summary>
    public void Clear()
    {
        _starts.Clear();
        _buffer.Truncate(_firstRow);
    }

    private void Begin(int pairs)
    {
        _starts.Add(_buffer.Length);
        _writer.WriteMapHeader(pairs);
    }

    private void AddProperties(EntityLine entity)
    {
        _writer.WriteString("p"u8);
        _properties.Begin();
        entity.CopyPropertiesTo(_properties);
        _properties.End();
    }
}
