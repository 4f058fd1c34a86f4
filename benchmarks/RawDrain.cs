using System.Diagnostics;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Benchmarks;

/// <summary>Pulls what an export pulls and looks at none of it: as fast as the server can send and this client can receive.</summary>
internal static class RawDrain
{
    public static async Task<Measurement> RunAsync(BenchmarkServer server, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var connection = await server.ConnectAsync(cancellationToken);
        foreach (var statement in new[] { Statements.ReadNodes, Statements.ReadRelationships })
        {
            await using var cursor = await connection.RunAsync(statement, (IReadOnlyDictionary<string, object?>?)null, cancellationToken);
            while (await cursor.ReadAsync(cancellationToken)) { }
        }

        return new(Stopwatch.GetElapsedTime(started), Bytes: 0, PeakBytes: 0);
    }
}
