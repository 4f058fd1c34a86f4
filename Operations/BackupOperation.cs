using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Retention;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Operations.Schedules;

namespace StreamingTracker.Backup.Operations;

/// <summary>Makes one backup of the configured database.</summary>
/// <remarks>
/// 1. Connects, and asks the server what it is. A server that cannot be reached gets no further.
/// 2. Takes the database's lock: one run a database at a time. While a restore is not finished there is nothing to back up.
/// 3. Ends what runs that are no more have left in the archive. If this very run has published already, before a crash, it is done.
/// 4. Connects anew, over the protocol version that takes the fewest bytes, and begins a publication: a partial file, which is
///    removed again should anything below fail. After a passing fault it is tried again from here.
/// 5. Exports, and again while the database was written to meanwhile, as often and as long as is configured; the last export then
///    counts, as fuzzy, unless an exact one is demanded.
/// 6. Completes the data: flushed to the disk, sized and hashed.
/// 7. Builds the manifest.
/// 8. Reads back what was written and compares it with the manifest.
/// 9. Publishes, if the lock is still held.
/// 10. After a scheduled backup, removes those that no rule keeps. That this fails is the run's, and never the backup's, failure.
/// </remarks>
public sealed class BackupOperation(OperationSettings settings, TimeProvider time)
{
    private static readonly string Program = "stbackup " + typeof(BackupOperation).Assembly.GetName().Version!.ToString(3);

    private readonly BackupArchive _archive = new(settings.Archive, time);
    private readonly BackupRetention _retention = new(settings.Archive, time);

    /// <summary>Makes the backup.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="run">The run, which is filled.</param>
    /// <param name="cancellationToken">Ends the run; nothing of it is left in the archive.</param>
    /// <exception cref="BoltException">The server cannot be reached, refused, or failed.</exception>
    /// <exception cref="ArchiveException">
    /// The archive cannot be written, what was written cannot be read back, the database's lock is another's, or a restore is unfinished.
    /// </exception>
    /// <exception cref="GraphException">The server is none that this product knows.</exception>
    /// <exception cref="InexactBackupException">It could not be made exact, as was demanded.</exception>
    /// <exception cref="RunTooLongException">It was stopped since it took too long.</exception>
    public async Task<BackupResult> RunAsync(BackupRequest request, Run run, CancellationToken cancellationToken)
    {
        // 1.
        var database = await InTimeAsync(
            cancel => TransientFaults.RetryAsync(settings.Retry, run, time, again => LookAsync(run, again), cancel), cancellationToken);
        run.Facts = run.Facts with { Database = database };

        // 2.
        return await LockedRun.DoAsync(
            settings,
            database,
            run,
            time,
            (held, cancel) =>
            {
                new RestoreJournals(settings.Archive).DemandFinished(database);
                var operation = new BackupOperation(settings.Locking(database), time);
                return InTimeAsync(limited => operation.RunAsync(request, run, held, limited), cancel);
            },
            cancellationToken);
    }

    private Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> part, CancellationToken cancellationToken) =>
        TimeLimit.KeepAsync(SettingsKeys.BackupMaxDuration, settings.BackupMaxDuration, time, part, cancellationToken);

    /// <summary>
    /// Makes the backup within a run that holds the database's lock already: from step 3 on, with the settings of
    /// <see cref="OperationSettings.Locking"/>.
    /// </summary>
    internal async Task<BackupResult> RunAsync(BackupRequest request, Run run, DatabaseLock held, CancellationToken cancellationToken)
    {
        // 3.
        await _archive.SettleLeftoversAsync(cancellationToken);
        await _retention.KeepReserveAsync(run.Order.RunId, cancellationToken);
        var made = _archive.FindByRun(run.Order.RunId) is { Manifest: { } published } done
            ? Result(run, done, published, verified: done.Verification is not null)
            : await TransientFaults.RetryAsync(
                settings.Retry, run, time, cancel => MakeAsync(request, run, held, cancel), cancellationToken);

        // 10.
        return request.Reason == ScheduledRuns.Trigger
            ? await RetentionPhase.AfterBackupAsync(made, settings, run, held, time, cancellationToken)
            : made;
    }

    private async Task<string> LookAsync(Run run, CancellationToken cancellationToken)
    {
        run.Enter("connect");
        await using var connection = await DatabaseConnector.ConnectAsync(settings, BoltVersion.V44, time, cancellationToken);
        var database = (await DatabaseInspector.InspectAsync(connection, cancellationToken)).Database;
        run.TalkTo(settings.Neo4j!.Address, database);
        return database;
    }

    private async Task<BackupResult> MakeAsync(BackupRequest request, Run run, DatabaseLock held, CancellationToken cancellationToken)
    {
        // 4.
        var startedAt = time.GetUtcNow();
        run.Enter("export.connect");
        await using var connection = await DatabaseConnector.ConnectAsync(settings, BoltVersion.V44, time, cancellationToken);
        var source = await DatabaseInspector.InspectAsync(connection, cancellationToken);
        DatabaseConnector.DemandLocked(settings, source);
        await using var publication = _archive.BeginBackup(run.Order.RunId);
        Stream EmptyData()
        {
            publication.Restart();
            return publication.Data;
        }

        // 5.
        var export = await RepeatedExport.RunAsync(
            connection,
            EmptyData,
            settings.Consistency,
            time,
            () => run.Graph("export", source.Nodes, source.Relationships),
            cancellationToken);

        // 6.
        run.Enter("archive.write");
        var finishedAt = time.GetUtcNow();
        var data = await publication.CompleteDataAsync(cancellationToken);

        // 7.
        var manifest = new BackupManifest
        {
            Data = data,
            RunId = run.Order.RunId,
            TraceId = run.TraceId,
            StartedAt = startedAt,
            FinishedAt = finishedAt,
            WrittenBy = Program,
            Source = new(source.Database, source.DatabaseId, source.ServerVersion, source.Edition),
            Counts = export.Counts,
            Digest = export.Digest,
            Schema = export.Schema,
            Consistency = export.Consistency,
            Reason = request.Reason,
            Note = request.Note,
        };

        // 8.
        if (settings.VerifyBackups)
        {
            run.Enter("verify");
            await Verification.OfWrittenAsync(publication, manifest, cancellationToken);
            // Before it is published: a backup that is there and was verified is known to be.
            var verification = new BackupVerification(time.GetUtcNow(), run.Order.RunId, Fault: null);
            await _archive.RecordVerificationAsync(publication.Describe(manifest), verification, cancellationToken);
            run.Advance(manifest.Counts.Nodes + manifest.Counts.Relationships);
        }

        // 9.
        run.Enter("archive.publish");
        var backup = await publication.PublishAsync(manifest, held.DemandHeld, cancellationToken);
        return Result(run, backup, manifest, settings.VerifyBackups);
    }

    private static BackupResult Result(Run run, ArchivedBackup backup, BackupManifest manifest, bool verified)
    {
        run.Leave();
        run.Facts = run.Facts with
        {
            Backup = backup.Name,
            Nodes = manifest.Counts.Nodes,
            Relationships = manifest.Counts.Relationships,
            Bytes = manifest.Data.Bytes,
            Exact = manifest.Consistency.Exact,
        };
        return new()
        {
            RunId = run.Order.RunId,
            Backup = backup,
            Manifest = manifest,
            Verified = verified,
            Duration = run.Elapsed,
            Phases = [.. run.Phases],
        };
    }
}
