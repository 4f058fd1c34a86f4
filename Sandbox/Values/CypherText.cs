using System.Collections;
using System.Globalization;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Sandbox.Values;

/// <summary>Values as a message shows them to people.</summary>
internal static class CypherText
{
    /// <summary>A packed value as text.</summary>
    public static string Of(ReadOnlySpan<byte> packed)
    {
        var reader = new PackStreamReader(packed);
        return Of(reader.ReadValue());
    }

    private static string Of(object? value) => value switch
    {
        null => "NULL",
        string text => $"'{text}'",
        bool boolean => boolean ? "true" : "false",
        double number => number == Math.Floor(number) && Math.Abs(number) < 1e7
            ? number.ToString("0.0", CultureInfo.InvariantCulture)
            : number.ToString(CultureInfo.InvariantCulture),
        byte[] bytes => $"[{string.Join(", ", bytes.Select(b => (sbyte)b))}]",
        IReadOnlyDictionary<string, object?> map => $"{{{string.Join(", ", map.Select(pair => $"{pair.Key}: {Of(pair.Value)}"))}}}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
