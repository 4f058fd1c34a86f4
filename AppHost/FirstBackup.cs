using Microsoft.Extensions.Configuration;
using StreamingTracker.Backup.AppHost.Databases;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.AppHost;

/// <summary>The backup that is made at the start, and what is said about it.</summary>
internal static class FirstBackup
{
    /// <summary>
    /// 1. Says which Neo4j it is. 2. Backs it up, into the repository's <c>backups</c> folder unless another is configured.
    /// 3. Says where the backup is, and the command that restores it.
    /// </summary>
    public static async Task MakeAsync(
        IConfiguration configuration, IDevelopmentDatabase database, TextWriter output, CancellationToken cancellationToken)
    {
        // 1.
        await output.WriteLineAsync($"Neo4j:  {database.Settings.Address}, {database.Description}");

        // 2.
        var settings = SettingsReader.ReadArchiveOnly(configuration) with { Neo4j = database.Settings };
        if (string.IsNullOrEmpty(configuration[SettingsKeys.Directory]))
            settings = settings with { Archive = settings.Archive with { Directory = RepositoryFolder.Within("backups") } };
        var result = await new BackupOperation(settings, TimeProvider.System).RunAsync(new(), progress: null, cancellationToken);

        // 3.
        var counts = result.Manifest.Counts;
        var command = RestoreCommand.For(result.Backup.Name, settings.Archive.Directory, database);
        await output.WriteLineAsync(
            $"""
             Backup: {result.Backup.DataPath}
                     {counts.Nodes} nodes and {counts.Relationships} relationships, {(result.Manifest.Consistency.Exact ? "exact" : "fuzzy")}

             To restore it, in another terminal:

               {command}

             Ctrl+C stops.
             """);
    }
}
