using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations;

/// <summary>Makes one backup of the configured database.</summary>
/// <remarks>
/// 1. Connects, over the protocol version that takes the fewest bytes, and asks the server what it is. A server that cannot be
///    reached leaves no trace in the archive.
/// 2. Begins a publication: a partial file, which is removed again should anything below fail.
/// 3. Exports, and again while the database was written to meanwhile, as often as is configured; the last export then counts, as
///    fuzzy.
/// 4. Completes the data: flushed to the disk, sized and hashed.
/// 5. Builds the manifest.
/// 6. Reads back what was written and compares it with the manifest.
/// 7. Publishes.
/// </remarks>
public sealed class BackupOperation(OperationSettings settings, TimeProvider time)
{
    private static readonly string Program = "stbackup " + typeof(BackupOperation).Assembly.GetName().Version!.ToString(3);

    /// <summary>Makes the backup.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="progress">Told of every phase, on the run's own flow; may be null.</param>
    /// <param name="cancellationToken">Ends the run; nothing of it is left in the archive.</param>
    /// <exception cref="BoltException">The server cannot be reached, refused, or failed.</exception>
    /// <exception cref="ArchiveException">The archive cannot be written, or what was written cannot be read back.</exception>
    /// <exception cref="GraphException">The server is none that this product knows.</exception>
    public async Task<BackupResult> RunAsync(BackupRequest request, IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        var (startedAt, started) = (time.GetUtcNow(), time.GetTimestamp());
        using var phases = new RunPhases("backup", time, progress);

        // 1.
        phases.Enter("connect");
        await using var connection = await DatabaseConnector.ConnectAsync(settings, BoltVersion.V44, time, cancellationToken);
        var source = await DatabaseInspector.InspectAsync(connection, cancellationToken);

        // 2.
        await using var publication = new BackupArchive(settings.Archive, time).BeginBackup(phases.RunId);
        Stream EmptyData()
        {
            publication.Restart();
            return publication.Data;
        }

        // 3.
        var export = await RepeatedExport.RunAsync(
            connection,
            EmptyData,
            settings.ConsistencyAttempts,
            () => phases.Graph("export", source.Nodes, source.Relationships),
            cancellationToken);

        // 4.
        phases.Enter("write");
        var finishedAt = time.GetUtcNow();
        var data = await publication.CompleteDataAsync(cancellationToken);

        // 5.
        var manifest = new BackupManifest
        {
            Data = data,
            RunId = phases.RunId,
            TraceId = phases.TraceId,
            StartedAt = startedAt,
            FinishedAt = finishedAt,
            WrittenBy = Program,
            Source = new(source.Database, source.DatabaseId, source.ServerVersion, source.Edition),
            Counts = export.Counts,
            Schema = export.Schema,
            Consistency = export.Consistency,
            Reason = request.Reason,
            Note = request.Note,
        };

        // 6.
        if (settings.VerifyBackups)
        {
            phases.Enter("verify");
            await Verification.OfWrittenAsync(publication, manifest, cancellationToken);
            phases.Advance(manifest.Counts.Nodes + manifest.Counts.Relationships);
        }

        // 7.
        phases.Enter("publish");
        var backup = await publication.PublishAsync(manifest, cancellationToken);
        phases.Complete();
        return new()
        {
            RunId = phases.RunId,
            Backup = backup,
            Manifest = manifest,
            Verified = settings.VerifyBackups,
            Duration = time.GetElapsedTime(started),
            Phases = phases.Ended,
        };
    }
}
