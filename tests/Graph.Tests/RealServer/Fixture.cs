using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Graph.Tests.RealServer;

/// <summary>Fills a server with one of the shared graphs, whose files have a statement a line.</summary>
internal static class Fixture
{
    public static async Task LoadAsync(BoltConnection connection, string file)
    {
        var lines = File.ReadLinesAsync(RealParts.SharedFile(file), TestContext.Current.CancellationToken);
        await foreach (var line in lines)
        {
            if (!line.EndsWith(';')) continue;
            await connection.ExecuteAsync(line.TrimEnd(';'), null, TestContext.Current.CancellationToken);
        }
    }
}
