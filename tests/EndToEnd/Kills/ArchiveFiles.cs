using System.Text.RegularExpressions;

namespace StreamingTracker.Backup.EndToEnd.Kills;

/// <summary>The files of an archive, backups and what lies beside them (docs/format.md).</summary>
internal sealed partial class ArchiveFiles(string folder)
{
    private const string State = ".stbackup/";

    // Of each there is one, however many runs there were.
    private static readonly Regex[] Lasting = [Reserve(), History(), Lock(), Journal()];

    /// <summary>The names of all files, below the archive's folder.</summary>
    public IReadOnlyCollection<string> Names => !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))];

    /// <summary>Those that should not be there while no run is going: what the backups that are there don't explain.</summary>
    public IEnumerable<string> Leftovers(IEnumerable<string> backups)
    {
        var explained = backups.SelectMany(backup => (string[])[backup + ".json", backup + ".manifest.json", $"{State}verifications/{backup}"]);
        var others = Names.Except(explained).ToList();
        return others.Except(Lasting.Select(one => others.FirstOrDefault(file => one.IsMatch(file))).OfType<string>());
    }

    [GeneratedRegex(@"^\.stbackup/reserve$")]
    private static partial Regex Reserve();

    [GeneratedRegex(@"^\.stbackup/runs/history-[^/]+\.jsonl$")]
    private static partial Regex History();

    [GeneratedRegex(@"^\.stbackup/locks/[^/]+\.[0-9]+$")]
    private static partial Regex Lock();

    [GeneratedRegex(@"^\.stbackup/journals/[^/]+\.json$")]
    private static partial Regex Journal();
}
