using System.Buffers.Text;

namespace StreamingTracker.Backup.Archive.Lines;

/// <content>Everything but the properties.</content>
public sealed partial class EntityLine
{
    private LineKeys _keys;
    private int _propertiesAt;
    private bool _propertiesAreLast;

    /// <summary>
    /// Reads everything but the properties. Where they come last, as in version 2, the line is passed over once; elsewhere they are
    /// skipped now and parsed later.
    /// </summary>
    internal void Read(ReadOnlyMemory<byte> line, long number)
    {
        (_line, Number, _keys, _propertiesAreLast, _type) = (line, number, LineKeys.None, false, null);
        Labels = StartLabels = EndLabels = _vocabulary.NoLabels;
        _types.Clear();
        var cursor = new JsonCursor(line.Span, number);
        var first = true;
        cursor.Take('{');
        while (!_propertiesAreLast && cursor.TryNext('}', ref first)) TakeMember(ref cursor);
        CheckKeys(ref cursor);
    }

    private void TakeMember(ref JsonCursor cursor)
    {
        var key = LineKey.Parse(cursor.TakeString(out _));
        if (key == LineKeys.None) throw cursor.Fault("no line has such a key");
        if (_keys.Includes(key)) throw cursor.Fault("a key stands there twice");
        cursor.Take(':');
        switch (key)
        {
            case LineKeys.Type: IsRelationship = TakeIsRelationship(ref cursor); break;
            case LineKeys.Id: Id = TakeId(ref cursor); break;
            case LineKeys.Labels: Labels = _vocabulary.TakeLabels(ref cursor); break;
            case LineKeys.Label: _type = _vocabulary.TakeType(ref cursor); break;
            case LineKeys.Start: (StartId, StartLabels) = TakeNode(ref cursor); break;
            case LineKeys.End: (EndId, EndLabels) = TakeNode(ref cursor); break;
            case LineKeys.Types: _types.Read(ref cursor); break;
            default: FindProperties(ref cursor); break;
        }
        _keys |= key;
    }

    /// <summary>Once all that a line needs has been met, properties are taken to be its end; <see cref="CopyPropertiesTo"/> finds out.</summary>
    private void FindProperties(ref JsonCursor cursor)
    {
        if (cursor.Peek() != '{') throw cursor.Unexpected("an object of properties");
        _propertiesAt = cursor.Position;
        _propertiesAreLast = _keys.Includes(LineKeys.Type) && _keys.Includes(Needed);
        if (!_propertiesAreLast) cursor.Skip();
    }

    private void CheckKeys(ref JsonCursor cursor)
    {
        if (!_propertiesAreLast) cursor.TakeEnd();
        if (!_keys.Includes(LineKeys.Type)) throw cursor.Fault("the key \"type\" is missing");
        if ((Needed & ~_keys) is not LineKeys.None and var missing) throw cursor.Fault($"missing: {Names(missing)}");
        var foreign = _keys & (IsRelationship ? LineKeys.OnlyOnNodes : LineKeys.OnlyOnRelationships);
        if (foreign != LineKeys.None) throw cursor.Fault($"out of place here: {Names(foreign)}");
        if (!_keys.Includes(LineKeys.Properties)) _types.TakeEnd(in cursor);
    }

    private LineKeys Needed => IsRelationship ? LineKeys.RelationshipNeeds : LineKeys.NodeNeeds;

    /// <summary>Reads the start or end of a relationship. APOC repeats the node's properties there; nobody needs them.</summary>
    private (long Id, LabelSet Labels) TakeNode(ref JsonCursor cursor)
    {
        var keys = LineKeys.None;
        var (id, labels, first) = (0L, _vocabulary.NoLabels, true);
        for (cursor.Take('{'); cursor.TryNext('}', ref first);)
        {
            var key = LineKey.Parse(cursor.TakeString(out _));
            if ((keys & key) != LineKeys.None) throw cursor.Fault("a key stands there twice");
            cursor.Take(':');
            switch (key)
            {
                case LineKeys.Id: id = TakeId(ref cursor); break;
                case LineKeys.Labels: labels = _vocabulary.TakeLabels(ref cursor); break;
                case LineKeys.Properties when !_isVersion2: cursor.Skip(); break;
                default: throw cursor.Fault("no start or end of a relationship has such a key");
            }
            keys |= key;
        }
        return keys.Includes(LineKeys.Id) ? (id, labels) : throw cursor.Fault("the start or end of a relationship lacks its id");
    }

    private static bool TakeIsRelationship(ref JsonCursor cursor)
    {
        var kind = cursor.TakeString(out _);
        return kind.SequenceEqual("relationship"u8)
            || (kind.SequenceEqual("node"u8) ? false : throw cursor.Fault("the line is neither a node nor a relationship"));
    }

    private static long TakeId(ref JsonCursor cursor)
    {
        var text = cursor.TakeString(out _);
        var isId = Utf8Parser.TryParse(text, out long id, out var read) && read == text.Length && char.IsAsciiDigit((char)text[0]);
        return isId ? id : throw cursor.Fault("an id is not a whole number from 0 to 9223372036854775807, in quotes");
    }

    private static string Names(LineKeys keys) => keys.ToString().ToLowerInvariant();
}
