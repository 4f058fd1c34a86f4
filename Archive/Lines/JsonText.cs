using System.Buffers;
using System.Text.Unicode;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>
/// Writes text as a JSON string that stays on its line whoever splits the file: beside what JSON demands, U+0085, U+2028 and U+2029
/// are escaped, at which some readers (APOC's among them) break lines.
/// </summary>
internal static class JsonText
{
    private const byte NextLineLead = 0xC2;
    private const byte SeparatorLead = 0xE2;

    private static readonly SearchValues<byte> Suspects =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\', NextLineLead, SeparatorLead]);

    /// <summary>Writes the text with its quotes.</summary>
    /// <returns>False, and nothing is written, when the bytes are no valid UTF-8.</returns>
    public static bool TryWrite(LineBuffer buffer, ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8)) return false;
        buffer.Write((byte)'"');
        for (int at; (at = utf8.IndexOfAny(Suspects)) >= 0;)
        {
            buffer.Write(utf8[..at]);
            utf8 = utf8[(at + WriteSuspect(buffer, utf8[at..]))..];
        }
        buffer.Write(utf8);
        buffer.Write((byte)'"');
        return true;
    }

    /// <summary>Writes one character.</summary>
    /// <returns>How many bytes of <paramref name="utf8"/> it was.</returns>
    private static int WriteSuspect(LineBuffer buffer, ReadOnlySpan<byte> utf8)
    {
        switch (utf8[0])
        {
            case NextLineLead or SeparatorLead: return WriteLineSeparator(buffer, utf8);
            case (byte)'"': buffer.Write("\\\""u8); return 1;
            case (byte)'\\': buffer.Write("\\\\"u8); return 1;
            case (byte)'\n': buffer.Write("\\n"u8); return 1;
            case (byte)'\r': buffer.Write("\\r"u8); return 1;
            case (byte)'\t': buffer.Write("\\t"u8); return 1;
            case (byte)'\b': buffer.Write("\\b"u8); return 1;
            case (byte)'\f': buffer.Write("\\f"u8); return 1;
            default:
                buffer.Write("\\u00"u8);
                buffer.Write((byte)('0' + (utf8[0] >> 4)));
                buffer.Write("0123456789abcdef"u8[utf8[0] & 0xF]);
                return 1;
        }
    }

    private static int WriteLineSeparator(LineBuffer buffer, ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\u0085"u8)) buffer.Write("\\u0085"u8);
        else if (utf8.StartsWith("\u2028"u8)) buffer.Write("\\u2028"u8);
        else if (utf8.StartsWith("\u2029"u8)) buffer.Write("\\u2029"u8);
        else
        {
            buffer.Write(utf8[0]);
            return 1;
        }
        return utf8[0] == NextLineLead ? 2 : 3;
    }
}
