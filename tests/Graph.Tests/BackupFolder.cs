using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Graph.Tests;

/// <summary>Backups in a folder of the test's own, made from a server or by hand, and put into a server.</summary>
internal sealed class BackupFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Backs up a server.</summary>
    public Task<ArchivedBackup> ExportAsync(BoltConnection connection) => PublishAsync(async writer =>
    {
        var result = await GraphExporter.ExportAsync(connection, writer, null, Cancellation);
        Assert.True(result.Exact);
        return result.Schema;
    });

    /// <summary>Makes a backup of a graph that is written by hand.</summary>
    public Task<ArchivedBackup> WriteAsync(GraphSchema schema, Action<EntityLineWriter, LabelSetTable> write) => PublishAsync(async writer =>
    {
        write(writer, new LabelSetTable());
        await writer.FlushAsync(Cancellation);
        return schema;
    });

    /// <summary>Puts a file in, such as one that the version 1.0 scripts made.</summary>
    public ArchivedBackup Add(string path)
    {
        File.Copy(path, _folder[Path.GetFileName(path)]);
        return Archive().Find(Path.GetFileName(path));
    }

    /// <summary>Restores a backup.</summary>
    public static async Task<ImportResult> ImportAsync(
        BoltConnection connection,
        ArchivedBackup backup,
        ImportOptions? options = null,
        IProgress<GraphProgress>? progress = null,
        CancellationToken? cancellation = null)
    {
        var verified = await BackupVerifier.VerifyAsync(backup, Cancellation);
        return await GraphImporter.ImportAsync(connection, () => backup.OpenReader(verified), verified, options ?? new(), progress, cancellation ?? Cancellation);
    }

    public void Dispose() => _folder.Dispose();

    private BackupArchive Archive() => new(new BackupArchiveOptions(_folder.Path), TimeProvider.System);

    private async Task<ArchivedBackup> PublishAsync(Func<EntityLineWriter, Task<GraphSchema>> write)
    {
        var runId = Guid.NewGuid().ToString("N");
        await using var publication = Archive().BeginBackup(runId);
        var writer = new EntityLineWriter(publication.Data);
        var schema = await write(writer);
        var manifest = new BackupManifest
        {
            Data = await publication.CompleteDataAsync(Cancellation),
            RunId = runId,
            StartedAt = TimeProvider.System.GetUtcNow(),
            FinishedAt = TimeProvider.System.GetUtcNow(),
            WrittenBy = "a test",
            Source = new BackupSource("neo4j", null, "5.26.30", "community"),
            Counts = writer.Counts,
            Schema = schema,
            Consistency = new BackupConsistency(Exact: true, Attempts: 1, DroppedRelationships: 0),
            Reason = "manual",
        };
        return await publication.PublishAsync(manifest, () => { }, Cancellation);
    }
}
