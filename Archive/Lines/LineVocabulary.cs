using System.Text;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>
/// The label sets and relationship types that a file's lines repeat, each made once. They are remembered to the end, so how much of
/// them a file may hold is bounded: a manifest, which names them all, could not hold more either.
/// </summary>
internal sealed class LineVocabulary
{
    /// <summary>What each takes at least in a manifest, whatever its name.</summary>
    public const int Overhead = 64;

    private const int LongestSet = 16 * 1024 * 1024;

    private readonly Dictionary<byte[], LabelSet> _setsByJson = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], RelationshipType> _types = new(Utf8Comparer.Instance);
    private readonly LineBuffer _scratch = new(64);
    private readonly long _mostRemembered;
    private long _remembered;

    /// <param name="mostRemembered">In bytes, as they stand in the file, with <see cref="Overhead"/> for each.</param>
    public LineVocabulary(long mostRemembered = ManifestFile.Largest) =>
        (_mostRemembered, NoLabels) = (mostRemembered, LabelSets.Intern([]));

    public LabelSetTable LabelSets { get; } = new();

    public LabelSet NoLabels { get; }

    /// <summary>Reads a JSON array of labels.</summary>
    public LabelSet TakeLabels(ref JsonCursor cursor)
    {
        var list = cursor;
        if (cursor.Peek() != '[') throw cursor.Unexpected("a list of labels");
        var known = _setsByJson.GetAlternateLookup<ReadOnlySpan<byte>>();
        var json = cursor.Skip();
        if (known.TryGetValue(json, out var set)) return set;
        if (json.Length > LongestSet) throw list.Fault($"the labels of one node are longer than {LongestSet} bytes");
        Remember(in cursor, json.Length);
        return known[json] = Parse(ref list);
    }

    /// <summary>Reads the name of a relationship type.</summary>
    public RelationshipType TakeType(ref JsonCursor cursor)
    {
        var utf8 = cursor.TakeText(_scratch);
        var known = _types.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (known.TryGetValue(utf8, out var type)) return type;
        Remember(in cursor, utf8.Length);
        return known[utf8] = new RelationshipType(Encoding.UTF8.GetString(utf8), utf8.ToArray());
    }

    private void Remember(ref readonly JsonCursor cursor, int bytes)
    {
        _remembered += bytes + Overhead;
        if (_remembered > _mostRemembered) throw cursor.Fault($"label sets and types of more than {_mostRemembered} bytes are more than any backup has");
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
