using System.Buffers.Text;
using System.Text;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>Reads the escapes of a JSON string.</summary>
internal static class JsonEscapes
{
    /// <summary>Appends what a string means to a buffer.</summary>
    /// <param name="raw">What stands between its quotes.</param>
    /// <param name="text">Takes the text; never longer than <paramref name="raw"/>.</param>
    /// <returns>False when there is an escape that JSON does not know, or half a surrogate pair.</returns>
    public static bool TryUnescape(ReadOnlySpan<byte> raw, LineBuffer text)
    {
        for (int at; (at = raw.IndexOf((byte)'\\')) >= 0;)
        {
            text.Write(raw[..at]);
            raw = raw[(at + 1)..];
            if (raw.IsEmpty) return false;
            if (raw[0] == 'u')
            {
                if (!TryUnescapeUnicode(ref raw, text)) return false;
                continue;
            }
            if (Meaning(raw[0]) is not { } character) return false;
            text.Write(character);
            raw = raw[1..];
        }
        text.Write(raw);
        return true;
    }

    private static byte? Meaning(byte escape) => escape switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' => escape,
        (byte)'n' => (byte)'\n',
        (byte)'t' => (byte)'\t',
        (byte)'r' => (byte)'\r',
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        _ => null,
    };

    private static bool TryUnescapeUnicode(ref ReadOnlySpan<byte> raw, LineBuffer text)
    {
        if (!TryTakeUnit(ref raw, out var unit)) return false;
        if (!Rune.TryCreate(unit, out var rune))
        {
            if (!raw.StartsWith("\\u"u8)) return false;
            raw = raw[1..];
            if (!TryTakeUnit(ref raw, out var low) || !Rune.TryCreate(unit, low, out rune)) return false;
        }
        text.Advance(rune.EncodeToUtf8(text.Reserve(4)));
        return true;
    }

    private static bool TryTakeUnit(ref ReadOnlySpan<byte> raw, out char unit)
    {
        unit = '\0';
        if (raw.Length < 5 || !Utf8Parser.TryParse(raw[1..5], out ushort number, out var read, 'x') || read != 4) return false;
        unit = (char)number;
        raw = raw[5..];
        return true;
    }
}
