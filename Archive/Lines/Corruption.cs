using System.Text;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>Words the finding that a backup is damaged, the same everywhere.</summary>
internal static class Corruption
{
    private const string Remedy =
        "The file was changed, cut or damaged after it was written. Use another backup, or fetch this one again from a copy.";

    private const int LongestFinding = 1_000;
    private const int LongestExcerpt = 200;

    public static CorruptBackupException Found(string what, Exception? inner = null) =>
        new(what.Length <= LongestFinding ? what : what[..LongestFinding] + "…", Remedy, inner);

    public static CorruptBackupException AtLine(long number, string what) => Found($"Line {number}: {what}");

    /// <summary>Text of a file as a message may show it: a file may hold a gigabyte of it.</summary>
    public static string Excerpt(ReadOnlySpan<byte> utf8) =>
        utf8.Length <= LongestExcerpt ? Encoding.UTF8.GetString(utf8) : Encoding.UTF8.GetString(utf8[..LongestExcerpt]) + "…";
}
