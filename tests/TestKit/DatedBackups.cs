using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.TestKit;

/// <summary>Backups of an empty graph that are as old as a test wants them.</summary>
public static class DatedBackups
{
    /// <summary>Publishes one, verified when it was made.</summary>
    public static async Task<ArchivedBackup> AddAsync(
        BackupArchiveOptions options, DateTimeOffset at, CancellationToken cancellationToken, string database = "neo4j", long paddedTo = 0)
    {
        var archive = new BackupArchive(options, new FakeTimeProvider(at));
        var runId = Guid.NewGuid().ToString("N");
        await using var publication = archive.BeginBackup(runId);
        var writer = new EntityLineWriter(publication.Data);
        if (paddedTo > 0)
        {
            writer.BeginNode(0, new LabelSetTable().Intern(["Padding"]));
            writer.Name("text"u8);
            writer.String(Enumerable.Repeat((byte)'x', (int)paddedTo).ToArray());
            writer.EndEntity();
            await writer.FlushAsync(cancellationToken);
        }

        var manifest = new Archive.Manifests.BackupManifest
        {
            Data = await publication.CompleteDataAsync(cancellationToken),
            RunId = runId,
            StartedAt = at,
            FinishedAt = at,
            WrittenBy = "tests",
            Source = new(database, null, "5.26.30", "community"),
            Counts = writer.Counts,
            Schema = new([], []),
            Consistency = new(Exact: true, 1, 0),
            Reason = "scheduled",
        };
        await publication.VerifyAsync(manifest, cancellationToken);
        await archive.RecordVerificationAsync(publication.Describe(manifest), new(at, runId, null), cancellationToken);
        return await publication.PublishAsync(manifest, () => { }, cancellationToken);
    }

    /// <summary>Publishes one a night at the same hour: the last one some hours ago.</summary>
    /// <returns>Their names, oldest first.</returns>
    public static async Task<List<string>> AddNightlyAsync(BackupArchiveOptions options, int nights, CancellationToken cancellationToken)
    {
        var (names, last) = (new List<string>(), TimeProvider.System.GetUtcNow().AddHours(-6));
        for (var night = nights - 1; night >= 0; night--) names.Add((await AddAsync(options, last.AddDays(-night), cancellationToken)).Name);
        return names;
    }
}
