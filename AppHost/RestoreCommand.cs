using StreamingTracker.Backup.AppHost.Databases;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.AppHost;

/// <summary>The command that restores a backup into a database: it works from any folder, and holds no secret.</summary>
internal static class RestoreCommand
{
    private const string SafeInShells = "-_./:@=";

    public static string For(string backup, string archive, IDevelopmentDatabase database)
    {
        string[] stbackup = RepositoryFolder.Path is { } repository ? ["dotnet", "run", "--project", Path.Combine(repository, "Cli"), "--"] : ["stbackup"];
        string[] words = [.. stbackup, "restore", backup, "--directory", archive, .. database.Configuration.SelectMany(Arguments)];
        return string.Join(' ', words.Select(Quote));
    }

    // The short form of the server's key stands for an empty connection string as well.
    private static string[] Arguments(KeyValuePair<string, string> setting) => setting switch
    {
        (_, "") => [],
        (SettingsKeys.Uri, var uri) => ["--neo4j", uri],
        var (key, value) => [$"--{key}={value}"],
    };

    private static string Quote(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || SafeInShells.Contains(c)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
