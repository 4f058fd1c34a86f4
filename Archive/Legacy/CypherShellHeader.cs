using System.Globalization;
using System.Text;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Legacy;

/// <summary>
/// The beginning of a version 1.0 file: the line of column names, and of the row after it everything before the text of its last
/// column, <c>data</c>. Where the documentation's form has plain JSON lines, nothing follows the first line.
/// </summary>
/// <param name="Length">How many bytes it is.</param>
/// <param name="IsQuoted">Whether the data is a quoted column; else plain lines.</param>
/// <param name="Announced">The columns <c>nodes</c> and <c>relationships</c>; null where there is no row.</param>
internal sealed record CypherShellHeader(int Length, bool IsQuoted, (long Nodes, long Relationships)? Announced)
{
    /// <summary>How such a file begins.</summary>
    public static ReadOnlySpan<byte> Beginning => "file, source, format,"u8;

    /// <summary>Reads the beginning of a file.</summary>
    /// <returns>Null when more of the file is needed.</returns>
    public static CypherShellHeader? TryRead(ReadOnlySpan<byte> file, bool isWhole)
    {
        var lineEnd = file.IndexOf((byte)'\n');
        if (lineEnd < 0 || file.Length == lineEnd + 1) return isWhole ? throw NoData() : null;
        var columns = Encoding.UTF8.GetString(file[..lineEnd]).TrimEnd('\r').Split(", ");
        if (columns[^1] != "data") throw Corruption.AtLine(1, "the last column is not \"data\"");
        if (file[lineEnd + 1] == '{') return new CypherShellHeader(lineEnd + 1, IsQuoted: false, Announced: null);

        var announced = (Nodes: -1L, Relationships: -1L);
        var at = lineEnd + 1;
        foreach (var column in columns[..^1])
        {
            if (TakeValue(file, ref at) is not { } value) return isWhole ? throw NoData() : null;
            if (column == "nodes") announced.Nodes = Number(value);
            if (column == "relationships") announced.Relationships = Number(value);
        }
        if (at == file.Length) return isWhole ? throw NoData() : null;
        if (file[at] != '"') throw NoData();
        return new CypherShellHeader(at + 1, IsQuoted: true, announced is ( >= 0, >= 0) ? announced : null);
    }

    /// <summary>Reads a column and the comma after it. A quote within a quoted one has a backslash before it.</summary>
    private static string? TakeValue(ReadOnlySpan<byte> file, ref int at)
    {
        var rest = file[at..];
        var quoted = rest is [(byte)'"', ..];
        var length = rest.IndexOf(quoted ? "\", "u8 : ", "u8);
        while (quoted && length > 0 && rest[length - 1] == '\\')
        {
            var further = rest[(length + 1)..].IndexOf("\", "u8);
            length = further < 0 ? -1 : length + 1 + further;
        }
        if (length < 0) return null;
        if (quoted) length++;
        at += length + 2;
        return Encoding.UTF8.GetString(rest[..length]);
    }

    private static long Number(string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static CorruptBackupException NoData() => Corruption.Found(
        "The file holds the names of the columns and no data: the export that wrote it had failed and not said so");
}
