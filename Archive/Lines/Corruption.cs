namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>Words the finding that a backup is damaged, the same everywhere.</summary>
internal static class Corruption
{
    private const string Remedy =
        "The file was changed, cut or damaged after it was written. Use another backup, or fetch this one again from a copy.";

    public static CorruptBackupException Found(string what, Exception? inner = null) => new(what, Remedy, inner);

    public static CorruptBackupException AtLine(long number, string what) => Found($"Line {number}: {what}");
}
