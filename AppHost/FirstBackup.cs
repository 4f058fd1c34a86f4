using StreamingTracker.Backup.AppHost.Databases;

namespace StreamingTracker.Backup.AppHost;

/// <summary>The backup that the server is asked for at the start, and what is said about it.</summary>
internal static class FirstBackup
{
    /// <summary>
    /// 1. Says which Neo4j it is. 2. Asks the server for a backup, and waits for it. 3. Says how the server is, where the backup is, and
    /// the command that restores it.
    /// </summary>
    public static async Task MakeAsync(
        ServerProcess server, string archive, IDevelopmentDatabase database, TextWriter output, CancellationToken cancellationToken)
    {
        // 1.
        await output.WriteLineAsync($"Neo4j:  {database.Settings.Address}, {database.Description}");

        // 2.
        using var api = new ServerApi(server.Address);
        var made = await api.BackUpAsync(cancellationToken);
        var backup = (string)made["backup"]!;

        // 3.
        var address = server.Address.ToString().TrimEnd('/');
        await output.WriteLineAsync(
            $"""
             Server: {address} ({address}/openapi/v1.json says what it can be asked)
                     {await api.HealthAsync(cancellationToken)} ({address}/health)
             Backup: {Path.Combine(archive, backup + ".json")}
                     {made["nodes"]} nodes and {made["relationships"]} relationships, {((bool)made["exact"]! ? "exact" : "fuzzy")}

             To restore it, in another terminal:

               {RestoreCommand.For(backup, archive, database)}

             Ctrl+C stops.
             """);
    }
}
