namespace StreamingTracker.Backup.Benchmarks;

/// <summary>
/// 1. Makes the graph and one backup of it. 2. Measures each way in turn, each time into a server of its own that holds nothing.
/// 3. Prints the medians.
/// </summary>
internal static class RestoreBenchmark
{
    private const string ServerSide = "server-side UNWIND … CREATE, without any client or file";
    private const string Restore = "stbackup restore, verified and proven";
    private const string Apoc = "apoc.import.json";

    public static async Task<int> RunAsync(BenchmarkSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        var archive = Directory.CreateTempSubdirectory("stbackup-benchmark-");
        try
        {
            // 1.
            var results = new WayResults(Console.Error);
            await using (var server = await BenchmarkServer.StartAsync(cancellationToken))
            {
                await server.FillAsync(settings, cancellationToken);
                await Stbackup.RunAsync(server, archive.FullName, ["backup", "--no-verify"], cancellationToken);
            }

            var dataFile = archive.EnumerateFiles("*.json").Single(file => !file.Name.EndsWith(".manifest.json", StringComparison.Ordinal)).FullName;

            // 2.
            for (var run = 1; run <= settings.Runs; run++)
            {
                await MeasureAsync(ServerSide, async server => new(await server.FillAsync(settings, cancellationToken), 0, 0));
                await MeasureAsync(Restore, RestoreAsync);
                await MeasureAsync(Apoc, server => ApocImport.RunAsync(server, dataFile, cancellationToken));
            }

            // 3.
            results.WriteTable(output);
            return 0;

            async Task MeasureAsync(string way, Func<BenchmarkServer, Task<Measurement>> measure)
            {
                await using var server = await BenchmarkServer.StartAsync(cancellationToken);
                results.Add(way, await measure(server));
            }

            async Task<Measurement> RestoreAsync(BenchmarkServer server)
            {
                var backup = Path.GetFileNameWithoutExtension(dataFile);
                var process = await Stbackup.RunAsync(server, archive.FullName, ["restore", backup, "--yes"], cancellationToken);
                return new(process.Duration, 0, process.PeakBytes);
            }
        }
        finally
        {
            archive.Delete(recursive: true);
        }
    }
}
