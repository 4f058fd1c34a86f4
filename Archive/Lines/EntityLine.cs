namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>One node or relationship of a backup, valid until the reader moves on.</summary>
public sealed partial class EntityLine
{
    private readonly LineVocabulary _vocabulary;
    private readonly LineTypes _types = new();
    private readonly PropertyParser _properties;
    private readonly bool _isVersion2;
    private ReadOnlyMemory<byte> _line;
    private RelationshipType? _type;

    internal EntityLine(LineVocabulary vocabulary, bool isVersion2)
    {
        _vocabulary = vocabulary;
        _isVersion2 = isVersion2;
        _properties = new PropertyParser(isVersion2);
        Labels = StartLabels = EndLabels = vocabulary.NoLabels;
    }

    /// <summary>The line's number in the file, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line is a relationship; else it is a node.</summary>
    public bool IsRelationship { get; private set; }

    /// <summary>The entity's id in the graph that was backed up.</summary>
    public long Id { get; private set; }

    /// <summary>The labels of a node.</summary>
    public LabelSet Labels { get; private set; }

    /// <summary>The type of a relationship; the same string object for equal types. Empty for a node.</summary>
    public string Type => _type?.Name ?? "";

    /// <summary>The id of the node where a relationship begins.</summary>
    public long StartId { get; private set; }

    /// <summary>The id of the node where a relationship ends.</summary>
    public long EndId { get; private set; }

    /// <summary>The labels that the line gives to the node where a relationship begins.</summary>
    internal LabelSet StartLabels { get; private set; }

    /// <summary>The labels that the line gives to the node where a relationship ends.</summary>
    internal LabelSet EndLabels { get; private set; }

    /// <summary>The type of a relationship, as UTF-8.</summary>
    internal ReadOnlySpan<byte> TypeUtf8 => _type is { } type ? type.Utf8 : default;

    /// <summary>
    /// Parses the properties and gives them to <paramref name="sink"/>. They are read here and nowhere else: a fault among them is
    /// found by whoever asks for them.
    /// </summary>
    /// <exception cref="CorruptBackupException">A value is not what its type says; the message names line and property.</exception>
    public void CopyPropertiesTo(IPropertySink sink)
    {
        if (!_keys.Includes(LineKeys.Properties)) return;
        var cursor = new JsonCursor(_line.Span, Number, _propertiesAt);
        _types.Rewind();
        _properties.Copy(ref cursor, _types, sink);
        if (!_propertiesAreLast) return;
        cursor.Take('}');
        cursor.TakeEnd();
    }
}
