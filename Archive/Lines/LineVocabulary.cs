using System.Text;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>The label sets and relationship types that a file's lines repeat, each made once.</summary>
internal sealed class LineVocabulary
{
    private readonly Dictionary<byte[], LabelSet> _setsByJson = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], RelationshipType> _types = new(Utf8Comparer.Instance);
    private readonly LineBuffer _scratch = new(64);

    public LineVocabulary() => NoLabels = LabelSets.Intern([]);

    public LabelSetTable LabelSets { get; } = new();

    public LabelSet NoLabels { get; }

    /// <summary>Reads a JSON array of labels.</summary>
    public LabelSet TakeLabels(ref JsonCursor cursor)
    {
        var list = cursor;
        if (cursor.Peek() != '[') throw cursor.Unexpected("a list of labels");
        var known = _setsByJson.GetAlternateLookup<ReadOnlySpan<byte>>();
        var json = cursor.Skip();
        if (!known.TryGetValue(json, out var set)) known[json] = set = Parse(ref list);
        return set;
    }

    /// <summary>Reads the name of a relationship type.</summary>
    public RelationshipType TakeType(ref JsonCursor cursor)
    {
        var utf8 = cursor.TakeText(_scratch);
        var known = _types.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!known.TryGetValue(utf8, out var type)) known[utf8] = type = new RelationshipType(Encoding.UTF8.GetString(utf8), utf8.ToArray());
        return type;
    }

    private LabelSet Parse(ref JsonCursor cursor)
    {
        var labels = new List<string>();
        var first = true;
        for (cursor.Take('['); cursor.TryNext(']', ref first);) labels.Add(Encoding.UTF8.GetString(cursor.TakeText(_scratch)));
        var set = LabelSets.Intern(labels);
        return set.Labels.Count == labels.Count ? set : throw cursor.Fault("a label stands there twice");
    }
}

/// <summary>A relationship type.</summary>
internal sealed record RelationshipType(string Name, byte[] Utf8);
