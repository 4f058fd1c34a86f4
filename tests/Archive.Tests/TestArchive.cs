using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests;

/// <summary>An archive in a temporary folder, at a fixed time.</summary>
internal sealed class TestArchive : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestArchive(string timeZone = "UTC", FailingOperations? disk = null)
    {
        Options = new BackupArchiveOptions(_folder["backups"], TimeZone: timeZone);
        Archive = new BackupArchive(disk?.Under(Options) ?? Options, Time);
    }

    public BackupArchiveOptions Options { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 19, 22, 23, 49, TimeSpan.Zero));

    public BackupArchive Archive { get; }

    public string[] Files => Directory.Exists(Options.Directory)
        ? [.. Directory.EnumerateFiles(Options.Directory).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
        : [];

    public static string NewRunId() => Guid.NewGuid().ToString("N");

    public string this[string file] => Path.Combine(Options.Directory, file);

    public void Dispose() => _folder.Dispose();

    /// <summary>Publishes the small graph, verified.</summary>
    public async Task<ArchivedBackup> PublishAsync(string? runId = null, string database = "neo4j")
    {
        await using var publication = Archive.BeginBackup(runId ?? NewRunId());
        var manifest = await WriteAsync(publication);
        manifest = manifest with { Source = manifest.Source with { Database = database } };
        await publication.VerifyAsync(manifest, GraphFile.Cancel);
        return await publication.PublishAsync(manifest, () => { }, GraphFile.Cancel);
    }

    /// <summary>Publishes one a night at the archive's time, which is left at the last of them.</summary>
    /// <returns>Their names, oldest first.</returns>
    public async Task<List<string>> PublishNightlyAsync(int nights)
    {
        var names = new List<string>();
        for (var night = 0; night < nights; night++)
        {
            if (night > 0) Time.Advance(TimeSpan.FromDays(1));
            names.Add((await PublishAsync()).Name);
        }
        return names;
    }

    /// <summary>Writes the small graph and completes the data.</summary>
    public async Task<BackupManifest> WriteAsync(BackupPublication publication)
    {
        var writer = new EntityLineWriter(publication.Data);
        await GraphFile.WriteSmallAsync(writer);
        return Manifest(await publication.CompleteDataAsync(GraphFile.Cancel), writer.Counts);
    }

    /// <summary>Verifies what the archive lists first.</summary>
    public Task<VerifiedBackup> VerifyNewestAsync() => BackupVerifier.VerifyAsync(Archive.List()[0], GraphFile.Cancel);

    public BackupManifest Manifest(BackupFile data, GraphCounts counts) => new()
    {
        Data = data,
        RunId = NewRunId(),
        TraceId = "0af7651916cd43dd8448eb211c80319c",
        StartedAt = Time.GetUtcNow().AddSeconds(-5),
        FinishedAt = Time.GetUtcNow(),
        WrittenBy = "tests 1.0",
        Source = new BackupSource("neo4j", "ABC", "5.26.30", "community"),
        Counts = counts,
        Schema = Schema,
        Consistency = new BackupConsistency(true, 1, 0),
        Reason = "manual",
        Note = "a \"note\" in русский",
    };

    public static GraphSchema Schema { get; } = new(
        [new SchemaObject { Name = "unique", Kind = "UNIQUENESS", Entity = SchemaEntity.Node, LabelsOrTypes = ["User"], Properties = ["email"], CreateStatement = "CREATE …" }],
        [
            new SchemaObject
            {
                Name = "vectors",
                Kind = "VECTOR",
                Entity = SchemaEntity.Relationship,
                LabelsOrTypes = ["A", "B`"],
                Properties = ["p"],
                Provider = "vector-2.0",
                Config = new Dictionary<string, object>
                {
                    ["bool"] = true, ["double"] = 1.0, ["doubles"] = new List<double> { -180, 0.1 }, ["long"] = 1L, ["text"] = "COSINE",
                },
            },
        ]);
}
