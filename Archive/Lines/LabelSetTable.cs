using System.Text;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>The label sets of one graph.</summary>
public sealed class LabelSetTable
{
    private readonly List<LabelSet> _sets = [];
    private readonly Dictionary<byte[], LabelSet> _byJson = new(Utf8Comparer.Instance);

    /// <summary>How many sets there are.</summary>
    public int Count => _sets.Count;

    /// <summary>The set with this index.</summary>
    public LabelSet this[int index] => _sets[index];

    /// <summary>The set of these labels, in whatever order they come; the same object each time.</summary>
    /// <exception cref="UnsupportedValueException">A label holds half of a surrogate pair, which no UTF-8 can.</exception>
    public LabelSet Intern(IReadOnlyCollection<string> labels)
    {
        var sorted = labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var json = ToJson(sorted);
        if (_byJson.TryGetValue(json, out var known)) return known;
        var set = new LabelSet(_sets.Count, sorted, json);
        _sets.Add(set);
        _byJson.Add(json, set);
        return set;
    }

    private static byte[] ToJson(string[] labels)
    {
        var json = new LineBuffer(64);
        json.Write((byte)'[');
        foreach (var label in labels)
        {
            if (json.Length > 1) json.Write((byte)',');
            JsonText.TryWrite(json, ToUtf8(label));
        }
        json.Write((byte)']');
        return json.Written.ToArray();
    }

    private static byte[] ToUtf8(string label)
    {
        try
        {
            return StrictUtf8.GetBytes(label);
        }
        catch (EncoderFallbackException)
        {
            throw new UnsupportedValueException("A label is no valid Unicode text", "Rename the label.");
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
