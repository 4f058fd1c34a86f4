using System.Text.Json.Nodes;
using StreamingTracker.Backup.EndToEnd.Oracle;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd;

/// <summary>The promise that a backup can be read without this product: APOC takes its data file as it is.</summary>
[Collection<RealServer>]
public sealed class ApocImportTests(Neo4jServerFixture neo4j)
{
    [Theory]
    [InlineData("streaming-tracker.cypher")]
    [InlineData("types.cypher")]
    public async Task Apoc_reads_a_backup_with_equal_counts(string fixture)
    {
        var server = await neo4j.EmptyServerAsync();
        var shell = await neo4j.ShellAsync();
        await shell.RunFileAsync(RealParts.SharedFile("fixtures/" + fixture));
        using var archive = new TemporaryFolder();
        await new Stbackup(server, archive.Path).RunAsync("backup");
        var before = await GraphFacts.ReadAsync(shell);

        await neo4j.EmptyServerAsync();
        File.Copy(Assert.Single(BackupFiles.Data(archive.Path)), Path.Combine(server.ImportFolder, "backup.json"), overwrite: true);
        await shell.RunAsync(string.Concat(before["labels"]!.AsObject().Select(ImportConstraint)) + "CALL apoc.import.json('file:///backup.json');");

        var after = await GraphFacts.ReadAsync(shell);
        foreach (var fact in new[] { "nodes", "relationships", "label_sets", "rel_types", "self_loops", "parallel_rels" })
            Assert.True(JsonNode.DeepEquals(before[fact], after[fact]), $"{fact}: {before[fact]} was backed up, {after[fact]} was imported");
    }

    private static string ImportConstraint(KeyValuePair<string, JsonNode?> label) =>
        $"CREATE CONSTRAINT FOR (n:`{label.Key.Replace("`", "``", StringComparison.Ordinal)}`) REQUIRE n.neo4jImportId IS UNIQUE;";
}
