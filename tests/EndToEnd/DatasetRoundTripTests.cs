using StreamingTracker.Backup.EndToEnd.Oracle;
using StreamingTracker.Backup.Neo4jHost;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd;

/// <summary>Databases that others made, each in a server of its own, restored into the assembly's one.</summary>
[Collection<RealServer>]
public sealed class DatasetRoundTripTests(Neo4jServerFixture neo4j)
{
    [Theory]
    [InlineData("movies")]
    [InlineData("contact-tracing")]
    [InlineData("openstreetmap")]
    [InlineData("stackoverflow")]
    [InlineData("graph-data-science")]
    [InlineData("langchain-rag")]
    [InlineData("shanxi-railway")]
    public async Task A_real_database_comes_back_equal_in_another_server(string dataset)
    {
        var installation = RealParts.Neo4j();
        var dump = RealParts.SharedFile($"datasets/{dataset}.dump");
        using var folder = new TemporaryFolder();
        var archive = folder["archive"];
        var original = new Neo4jInstanceOptions { Folder = folder["neo4j"] };
        await Neo4jInstance.LoadDumpAsync(installation, original, dump, TestContext.Current.CancellationToken);
        GraphPicture before;
        await using (var source = await Neo4jInstance.StartAsync(installation, original, TestContext.Current.CancellationToken))
        {
            before = await GraphPicture.TakeAsync(new CypherShell(installation, source));
            await new Stbackup(source, archive).RunAsync("backup");
        }

        var target = await neo4j.EmptyServerAsync();
        await new Stbackup(target, archive).RunAsync("restore", "1", "--yes");

        var shell = await neo4j.ShellAsync();
        await GraphOracle.AssertSameAsync(before, await GraphPicture.TakeAsync(shell), shell);
        await GraphFacts.AssertHoldAsync(RealParts.SharedFile($"datasets/{dataset}.facts.json"), shell);
    }
}
