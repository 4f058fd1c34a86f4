using System.Globalization;
using System.Text;

namespace StreamingTracker.Backup.Operations;

/// <summary>
/// Text from outside (names in a graph, notes, a server's words), made safe to show: control and format characters, which could
/// drive a terminal or reverse the reading order, become <c>\uXXXX</c>.
/// </summary>
public static class Printable
{
    /// <summary>The text with nothing in it that a terminal would obey.</summary>
    public static string Text(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (IsUnsafe(c)) safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else safe.Append(c);
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
