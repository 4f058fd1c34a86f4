namespace StreamingTracker.Backup.Benchmarks;

/// <summary>
/// 1. Starts a server and fills it. 2. Reads it once, so that every way finds it warm. 3. Measures each way in turn, round after
/// round, so that whatever else the machine does meets them all. 4. Prints the medians and whether the memory limit was kept.
/// </summary>
internal static class ExportBenchmark
{
    private const long PeakLimit = 150_000_000;
    private const string Drain = "raw drain of the two Bolt streams, nothing written";
    private const string Backup = "stbackup backup";
    private const string Unverified = "stbackup backup --no-verify";
    private const string Version1 = "version 1.0: cypher-shell, apoc.export.json.all(stream)";

    public static async Task<int> RunAsync(BenchmarkSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        // 1.
        await using var server = await BenchmarkServer.StartAsync(cancellationToken);
        var filled = await server.FillAsync(settings, cancellationToken);
        await output.WriteLineAsync($"{settings.Nodes:N0} nodes and {settings.Relationships:N0} relationships, made in {filled.TotalSeconds:0.0} s");

        // 2.
        await RawDrain.RunAsync(server, cancellationToken);

        // 3.
        var results = new WayResults(Console.Error);
        var phases = "";
        var folder = Directory.CreateTempSubdirectory("stbackup-benchmark-");
        try
        {
            for (var run = 1; run <= settings.Runs; run++)
            {
                results.Add(Drain, await RawDrain.RunAsync(server, cancellationToken));
                (var measurement, phases) = await BackUpAsync(verify: true);
                results.Add(Backup, measurement);
                results.Add(Unverified, (await BackUpAsync(verify: false)).Measurement);
                results.Add(Version1, await Version1Export.RunAsync(server, Path.Combine(folder.FullName, "version1.json"), cancellationToken));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        // 4.
        results.WriteTable(output);
        await output.WriteLineAsync($"\nThe last backup, phase by phase:\n\n```\n{phases}```\n");
        var peak = results.Peak(Backup);
        var kept = peak <= PeakLimit;
        await output.WriteLineAsync(
            $"Peak working set of stbackup backup: {WayResults.Megabytes(peak)} MB, limit {WayResults.Megabytes(PeakLimit)} MB: {(kept ? "kept" : "NOT KEPT")}");
        return kept ? 0 : 1;

        async Task<(Measurement Measurement, string Phases)> BackUpAsync(bool verify)
        {
            var archive = folder.CreateSubdirectory("archive");
            var process = await Stbackup.RunAsync(server, archive.FullName, verify ? ["backup"] : ["backup", "--no-verify"], cancellationToken);
            var bytes = archive.EnumerateFiles().Sum(file => file.Length);
            archive.Delete(recursive: true);
            return (new(process.Duration, bytes, process.PeakBytes), process.Progress);
        }
    }
}
