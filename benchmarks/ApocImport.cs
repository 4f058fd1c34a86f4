using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Benchmarks;

/// <summary>The restore of the version 1.0 scripts: APOC reads the lines in the server, types and schema are lost.</summary>
internal static class ApocImport
{
    private static readonly string[] Constraints =
    [
        "CREATE CONSTRAINT FOR (u:User) REQUIRE u.neo4jImportId IS UNIQUE",
        "CREATE CONSTRAINT FOR (t:Title) REQUIRE t.neo4jImportId IS UNIQUE",
    ];

    public static async Task<Measurement> RunAsync(BenchmarkServer server, string dataFile, CancellationToken cancellationToken)
    {
        File.Copy(dataFile, Path.Combine(server.ImportFolder, "backup.json"));
        await using (var connection = await server.ConnectAsync(cancellationToken))
        {
            foreach (var constraint in Constraints) await connection.ExecuteAsync(constraint, null, cancellationToken);
        }

        string[] arguments = ["--format", "plain", "CALL apoc.import.json('file:///backup.json')"];
        var process = await MeasuredProcess.RunAsync(server.CypherShell, arguments, server.CypherShellEnvironment(), cancellationToken);
        return new(process.Duration, Bytes: 0, process.PeakBytes);
    }
}
