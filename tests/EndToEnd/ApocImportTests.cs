using StreamingTracker.Backup.EndToEnd.Oracle;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd;

/// <summary>The promise that a backup can be read without this product: APOC takes its data file as it is.</summary>
[Collection<RealServer>]
public sealed class ApocImportTests(Neo4jServerFixture neo4j)
{
    // APOC's import stops at a label with a backtick, and at a list of points unless it is told of it, whoever wrote the file.
    private const string WithoutBacktick = "MATCH (n:`Odd label``with backtick`) REMOVE n:`Odd label``with backtick` SET n:Odd;";
    private const string ListOfPoints = "{nodePropertyMappings: {Types: {lp: 'Point'}}}";

    [Fact]
    public Task Apoc_reads_the_streaming_tracker_backup_with_equal_counts() => AssertReadsAsync("streaming-tracker.cypher", "", "{}");

    [Fact]
    public Task Apoc_reads_a_backup_of_every_type_with_equal_counts() => AssertReadsAsync("types.cypher", WithoutBacktick, ListOfPoints);

    private async Task AssertReadsAsync(string fixture, string change, string importOptions)
    {
        var server = await neo4j.EmptyServerAsync();
        var shell = await neo4j.ShellAsync();
        await shell.RunFileAsync(RealParts.SharedFile("fixtures/" + fixture));
        if (change.Length > 0) await shell.RunAsync(change);
        using var archive = new TemporaryFolder();
        await new Stbackup(server, archive.Path).RunAsync("backup");
        var before = await GraphFacts.ReadAsync(shell);

        await neo4j.EmptyServerAsync();
        File.Copy(Assert.Single(BackupFiles.Data(archive.Path)), Path.Combine(server.ImportFolder, "backup.json"), overwrite: true);
        var labels = before["labels"]!.AsObject().Select(label => label.Key);
        var constraints = labels.Select(label => $"CREATE CONSTRAINT FOR (n:{label}) REQUIRE n.neo4jImportId IS UNIQUE;");
        await shell.RunAsync($"{string.Concat(constraints)} CALL apoc.import.json('file:///backup.json', {importOptions});");

        var after = await GraphFacts.ReadAsync(shell);
        GraphFacts.AssertEqual(before, after, "nodes", "relationships", "label_sets", "rel_types", "self_loops", "parallel_rels");
    }
}
