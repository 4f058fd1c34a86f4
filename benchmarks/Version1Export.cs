namespace StreamingTracker.Backup.Benchmarks;

/// <summary>The export of the version 1.0 scripts: cypher-shell prints one row of APOC's that holds the whole database.</summary>
internal static class Version1Export
{
    public static async Task<Measurement> RunAsync(BenchmarkServer server, string file, CancellationToken cancellationToken)
    {
        string[] arguments = ["-c", "exec \"$0\" --format plain 'CALL apoc.export.json.all(null, {stream: true})' > \"$1\"", server.CypherShell, file];
        var process = await MeasuredProcess.RunAsync("/bin/sh", arguments, server.CypherShellEnvironment(), cancellationToken);
        return new(process.Duration, new FileInfo(file).Length, process.PeakBytes);
    }
}
