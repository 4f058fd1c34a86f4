using System.Globalization;
using System.Text;

namespace StreamingTracker.Backup.Archive.Storage;

/// <summary>
/// Any text as a part of a file's name: letters and digits of ASCII, <c>.</c>, <c>_</c> and <c>-</c> as they are, all else as <c>%XX</c>.
/// </summary>
internal static class FileNames
{
    public static string Part(string text)
    {
        var part = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'.' or (byte)'_' or (byte)'-') part.Append((char)b);
            else part.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }
        return part.ToString();
    }

    /// <summary>
    /// An archive's name and a database, whose case means nothing in Neo4j; <c>~</c> stands for the user's home database.
    /// </summary>
    public static string Key(BackupArchiveOptions archive, string? database) =>
        $"{Part(archive.Name)}@{(database is null ? "~" : Part(database.ToLowerInvariant()))}";
}
