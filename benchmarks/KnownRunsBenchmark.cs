using System.Diagnostics;
using System.Text;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Benchmarks;

/// <summary>
/// What it costs to find out that a run is new, as it is asked for each request: 1. makes an archive with backups and a history; 2. asks
/// for runs that nobody knows; 3. prints the first answer of a process, which reads most, and the median of those after it.
/// </summary>
internal static class KnownRunsBenchmark
{
    private const int Asked = 21;

    public static async Task<int> RunAsync(int backups, int runs, TextWriter output, CancellationToken cancellationToken)
    {
        // 1.
        var folder = Directory.CreateTempSubdirectory("stbackup-benchmark-");
        try
        {
            var options = new BackupArchiveOptions(folder.FullName);
            for (var i = 0; i < backups; i++) await PublishAsync(new BackupArchive(options, TimeProvider.System), cancellationToken);
            var bytes = await WriteHistoryAsync(options, runs, cancellationToken);
            await output.WriteLineAsync($"{backups:N0} backups; {runs:N0} runs in {bytes / 1_000_000.0:0.0} MB of history\n");

            // 2. and 3.
            await output.WriteLineAsync("| asked | first, ms | then, ms |\n|---|---|---|");
            var (history, archive) = (new RunHistory(options), new BackupArchive(options, TimeProvider.System));
            await MeasureAsync("the history", runId => history.Find(runId) is null);
            await MeasureAsync("the manifests", runId => archive.FindByRun(runId) is null);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        async Task MeasureAsync(string what, Func<string, bool> isNew)
        {
            var took = new List<double>();
            for (var i = 0; i < Asked; i++)
            {
                var began = Stopwatch.GetTimestamp();
                if (!isNew(NewRunId())) throw new BenchmarkException($"A new run was found in {what}");
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            await output.WriteLineAsync($"| {what} | {took[0]:0.0} | {took.Skip(1).Order().ElementAt((Asked - 1) / 2):0.0} |");
        }
    }

    private static string NewRunId() => Guid.NewGuid().ToString("N");

    private static async Task PublishAsync(BackupArchive archive, CancellationToken cancellationToken)
    {
        var runId = NewRunId();
        await using var publication = archive.BeginBackup(runId);
        var writer = new EntityLineWriter(publication.Data);
        writer.BeginNode(1, new LabelSetTable().Intern(["User"]));
        writer.EndEntity();
        await writer.FlushAsync(cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        var manifest = new BackupManifest
        {
            Data = await publication.CompleteDataAsync(cancellationToken),
            RunId = runId,
            StartedAt = now,
            FinishedAt = now,
            WrittenBy = "benchmark",
            Source = new("neo4j", null, "5.26.30", "community"),
            Counts = writer.Counts,
            Digest = writer.Digest,
            Schema = new([.. Enumerable.Range(0, 8).Select(Constraint)], []),
            Consistency = new(true, 1, 0),
            Reason = "scheduled",
        };
        await publication.PublishAsync(manifest, () => { }, cancellationToken);
    }

    private static SchemaObject Constraint(int number) => new()
    {
        Name = $"unique {number}",
        Kind = "UNIQUENESS",
        Entity = SchemaEntity.Node,
        LabelsOrTypes = ["User"],
        Properties = [$"property{number}"],
        CreateStatement = $"CREATE CONSTRAINT `unique {number}` FOR (n:`User`) REQUIRE (n.`property{number}`) IS UNIQUE",
    };

    /// <summary>One line as the product writes it, and many that differ in the run alone.</summary>
    private static async Task<long> WriteHistoryAsync(BackupArchiveOptions options, int runs, CancellationToken cancellationToken)
    {
        var run = new RunRecord
        {
            RunId = NewRunId(),
            Kind = RunKind.Backup,
            Outcome = RunOutcome.Completed,
            Trigger = "scheduled",
            StartedAt = TimeProvider.System.GetUtcNow(),
            Duration = TimeSpan.FromSeconds(12),
            RunBy = "machine, process 1",
            TraceId = NewRunId(),
            Backup = "streaming-tracker-backup-20260119_222349",
            Database = "neo4j",
            Nodes = 61,
            Relationships = 192,
            Bytes = 65_000,
            Exact = true,
            Phases = [.. Enumerable.Range(0, 9).Select(i => new RunRecordPhase($"export.phase{i}", TimeSpan.FromSeconds(i), TimeSpan.FromSeconds(1), 61))],
        };
        await new RunHistory(options).AppendAsync(run, cancellationToken);
        var file = Directory.EnumerateFiles(Path.Combine(options.Directory, ".stbackup", "runs"), "history-*").Single();
        var line = await File.ReadAllTextAsync(file, cancellationToken);
        var lines = new StringBuilder();
        for (var i = 1; i < runs; i++) lines.Append(line.Replace(run.RunId, NewRunId(), StringComparison.Ordinal));
        await File.AppendAllTextAsync(file, lines.ToString(), cancellationToken);
        return new FileInfo(file).Length;
    }
}
