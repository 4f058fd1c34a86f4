using StreamingTracker.Backup.Archive.Digests;
using StreamingTracker.Backup.Archive.Values;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>
/// Writes nodes and relationships as the JSON lines of backup format version 2. An entity is Begin…, its properties
/// through <see cref="IPropertySink"/>, <see cref="EndEntity"/>. All nodes come before all relationships. Flushed
/// to the stream by <see cref="FlushAsync"/>, which the caller calls whenever <see cref="Buffered"/> is large.
/// A value that no property of Neo4j holds is an <see cref="UnsupportedValueException"/>, after which the writer is of no more use.
/// </summary>
public sealed partial class EntityLineWriter(Stream output) : IPropertySink
{
    private readonly LineBuffer _lines = new(256 * 1024);
    private readonly TypeNotes _types = new();
    private readonly GraphCounter _counter = new();
    private readonly ZoneOffsets _zones = new();
    private readonly GraphHasher _hasher = new();
    private long _id;
    private bool _inEntity;
    private bool _inRelationship;
    private int _start;
    private int _typesAt;

    /// <summary>Bytes that wait for <see cref="FlushAsync"/>.</summary>
    public int Buffered => _lines.Length;

    /// <summary>What has been written so far.</summary>
    public GraphCounts Counts => _counter.ToCounts();

    /// <summary>The digest of what has been written so far (docs/format.md, "The digest"): 32 lower-case hexadecimal digits.</summary>
    public string Digest => _hasher.Digest();

    /// <summary>Begins a node.</summary>
    /// <param name="id">Its id, 0 or more.</param>
    /// <param name="labels">Its labels; every set the writer is given comes from one <see cref="LabelSetTable"/>.</param>
    /// <exception cref="InvalidOperationException">A relationship has been written, or an entity is not ended.</exception>
    public void BeginNode(long id, LabelSet labels)
    {
        BeginEntity(id, isRelationship: false);
        _lines.Write("{\"type\":\"node\",\"id\":\""u8);
        WriteReference(id, labels);
        _typesAt = _lines.Length;
        _counter.AddNode(labels);
        _hasher.BeginNode(id, labels);
    }

    /// <summary>Begins a relationship.</summary>
    /// <param name="id">Its id, 0 or more.</param>
    /// <param name="typeUtf8">Its type.</param>
    /// <param name="startId">The id of the node where it begins.</param>
    /// <param name="startLabels">That node's labels.</param>
    /// <param name="endId">The id of the node where it ends.</param>
    /// <param name="endLabels">That node's labels.</param>
    /// <exception cref="InvalidOperationException">An entity is not ended.</exception>
    public void BeginRelationship(long id, ReadOnlySpan<byte> typeUtf8, long startId, LabelSet startLabels, long endId, LabelSet endLabels)
    {
        BeginEntity(id, isRelationship: true);
        _lines.Write("{\"type\":\"relationship\",\"id\":\""u8);
        _lines.Write(id);
        _lines.Write("\",\"label\":"u8);
        if (!JsonText.TryWrite(_lines, typeUtf8)) throw Unsupported("its type is no valid UTF-8");
        _lines.Write(",\"start\":{\"id\":\""u8);
        WriteReference(startId, startLabels);
        _lines.Write("},\"end\":{\"id\":\""u8);
        WriteReference(endId, endLabels);
        _lines.Write((byte)'}');
        _typesAt = _lines.Length;
        _counter.AddRelationship(typeUtf8);
        _hasher.BeginRelationship(typeUtf8, startId, endId);
    }

    /// <summary>Ends the node or relationship and its line.</summary>
    public void EndEntity()
    {
        if (_properties > 0) _lines.Write((byte)'}');
        if (!_types.IsEmpty) InsertTypes();
        _lines.Write("}\n"u8);
        if (_lines.Length - _start > LineReader.LongestLine) throw Unsupported($"its line is longer than {LineReader.LongestLine} bytes");
        _counter.AddProperties(_properties);
        _hasher.EndEntity();
        (_properties, _inEntity) = (0, false);
    }

    /// <summary>Writes what is buffered to the stream; between entities only.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_inEntity) throw new InvalidOperationException("An entity is begun and not ended");
        await output.WriteAsync(_lines.WrittenMemory, cancellationToken);
        _lines.Clear();
    }

    private void BeginEntity(long id, bool isRelationship)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        if (_inEntity) throw new InvalidOperationException("An entity is begun and not ended");
        if (_inRelationship && !isRelationship) throw new InvalidOperationException("Nodes come before relationships");
        (_id, _inEntity, _inRelationship, _start) = (id, true, isRelationship, _lines.Length);
    }

    /// <summary>Writes an id, whose opening quote stands there, and labels.</summary>
    private void WriteReference(long id, LabelSet labels)
    {
        _lines.Write(id);
        _lines.Write((byte)'"');
        if (labels.Labels.Count == 0) return;
        _lines.Write(",\"labels\":"u8);
        _lines.Write(labels.Json.Span);
    }

    /// <summary>Types stand before the properties, so that a reader needs one pass; only lines that have some pay for the move.</summary>
    private void InsertTypes()
    {
        _types.Close();
        _lines.Insert(_typesAt, _types.Written);
        _types.Clear();
    }

    private UnsupportedValueException Unsupported(string what) => new(
        $"{(_inRelationship ? "Relationship" : "Node")} {_id} can't be backed up: {what}",
        "Change or remove the value in the database; a property of Neo4j holds none like it.");
}
