using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations;

/// <summary>Finds out, at little cost, whether a backup made now could be made. Nothing is left behind.</summary>
public sealed class ProbeOperation(OperationSettings settings, TimeProvider time)
{
    /// <summary>Connects, logs on, and asks the server and its database what they are.</summary>
    /// <exception cref="BoltException">The server cannot be reached, refused, or knows no such database.</exception>
    /// <exception cref="UnsupportedServerException">The server is no Neo4j.</exception>
    public async Task<DatabaseFacts> AskDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = await DatabaseConnector.ConnectAsync(settings, preferred: null, time, cancellationToken);
        return await DatabaseInspector.InspectAsync(connection, cancellationToken);
    }

    /// <summary>Begins a backup in the archive, as every run does, and gives it up again.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written.</exception>
    public async Task TryArchiveAsync(CancellationToken cancellationToken)
    {
        await using var publication = new BackupArchive(settings.Archive, time).BeginBackup(RunOrder.NewRunId());
        await publication.Data.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await publication.Data.FlushAsync(cancellationToken);
    }
}
