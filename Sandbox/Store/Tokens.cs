using System.Collections.Concurrent;
using System.Text;

namespace StreamingTracker.Backup.Sandbox.Store;

/// <summary>
/// The names of labels, relationship types and property keys, each kept once. As on the real server a new name is a
/// transaction of its own in the log, and stays although the one that brought it is rolled back.
/// </summary>
/// <param name="minted">Called for each new name.</param>
internal sealed class Tokens(Action minted)
{
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string[]> _labelSets = new(StringComparer.Ordinal);

    /// <summary>Learns a name.</summary>
    /// <returns>The one instance that stands for it.</returns>
    /// <exception cref="ServerFailureException">The name is empty or holds a NUL.</exception>
    public string Learn(string name)
    {
        if (_names.TryGetValue(name, out var known)) return known;
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ServerFailureException(
                StatusCode.TokenNameError, $"'{name}' is not a valid token name. Token names cannot be empty or contain any null-bytes.");
        }

        if (_names.TryAdd(name, name)) minted();
        return _names[name];
    }

    /// <summary>The one instance that stands for these labels together.</summary>
    public string[] Share(string[] labels) => _labelSets.GetOrAdd(string.Join('\0', labels), labels);

    /// <summary>Learns a name given as UTF-8, without making text of one that is known.</summary>
    public void Learn(ReadOnlySpan<byte> utf8)
    {
        Span<char> text = stackalloc char[128];
        var lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (utf8.Length <= text.Length && lookup.ContainsKey(text[..Encoding.UTF8.GetChars(utf8, text)])) return;
        Learn(Encoding.UTF8.GetString(utf8));
    }
}
