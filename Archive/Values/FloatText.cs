using System.Buffers.Text;
using System.Globalization;

namespace StreamingTracker.Backup.Archive.Values;

/// <summary>
/// A float in the fewest digits that give the same double again, always with a point, which tells it from an integer:
/// <c>1.0</c>, <c>-0.0</c>, <c>1.0E+17</c>. NaN and the infinities, which JSON lacks, are words.
/// </summary>
internal static class FloatText
{
    public const int Longest = 32;

    public static ReadOnlySpan<byte> NaN => "NaN"u8;

    public static ReadOnlySpan<byte> Infinity => "Infinity"u8;

    public static ReadOnlySpan<byte> MinusInfinity => "-Infinity"u8;

    /// <summary>Writes a finite float.</summary>
    /// <returns>The text's length.</returns>
    public static int Write(Span<byte> text, double value)
    {
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        var digits = text[..length];
        if (digits.Contains((byte)'.')) return length;
        var exponent = digits.IndexOf((byte)'E');
        var at = exponent < 0 ? length : exponent;
        digits[at..].CopyTo(text[(at + 2)..]);
        ".0"u8.CopyTo(text[at..]);
        return length + 2;
    }

    /// <summary>The word for a float that is not finite.</summary>
    public static ReadOnlySpan<byte> Word(double value) => double.IsNaN(value) ? NaN : value > 0 ? Infinity : MinusInfinity;

    /// <summary>Reads a number's text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value) =>
        Utf8Parser.TryParse(text, out value, out var read) && read == text.Length && double.IsFinite(value);

    /// <summary>Reads one of the words.</summary>
    public static bool TryParseWord(ReadOnlySpan<byte> text, out double value)
    {
        value = text.SequenceEqual(Infinity) ? double.PositiveInfinity : text.SequenceEqual(MinusInfinity) ? double.NegativeInfinity : double.NaN;
        return !double.IsNaN(value) || text.SequenceEqual(NaN);
    }
}
