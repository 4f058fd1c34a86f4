namespace StreamingTracker.Backup.EndToEnd;

/// <summary>The files of an archive.</summary>
internal static class BackupFiles
{
    /// <summary>The data files.</summary>
    public static IEnumerable<string> Data(string archive) =>
        Directory.EnumerateFiles(archive, "*.json").Where(path => !path.EndsWith(".manifest.json", StringComparison.Ordinal));
}
