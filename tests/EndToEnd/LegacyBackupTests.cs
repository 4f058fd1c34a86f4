using StreamingTracker.Backup.EndToEnd.Oracle;
using StreamingTracker.Backup.Neo4jHost;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd;

[Collection<RealServer>]
public sealed class LegacyBackupTests(Neo4jServerFixture neo4j)
{
    [Theory]
    [InlineData("streaming-tracker-backup-20260119_222349.json")]
    [InlineData("streaming-tracker-backup-20260119_222238.json")]
    public async Task A_version_1_backup_is_restored_whole_and_says_what_it_could_not_hold(string file)
    {
        var server = await neo4j.EmptyServerAsync();
        var shell = await neo4j.ShellAsync();
        await shell.RunFileAsync(RealParts.SharedFile("fixtures/streaming-tracker.cypher"));
        var original = await GraphFacts.ReadAsync(shell);
        await neo4j.EmptyServerAsync();

        var output = await RestoreLegacyAsync(server, file);

        var restored = await GraphFacts.ReadAsync(shell);
        Assert.Equal(61, (int?)restored["nodes"]);
        Assert.Equal(192, (int?)restored["relationships"]);
        GraphFacts.AssertEqual(original, restored, "label_sets", "rel_types", "rels_with_properties");
        Assert.Contains("schema", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("type", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_awkward_texts_of_a_version_1_backup_come_back_exactly()
    {
        const string Text = "MATCH (n:Types) RETURN apoc.util.sha256([n.s]) AS hash, n.i, n.ls, n.b, n.e;";
        var server = await neo4j.EmptyServerAsync();
        var shell = await neo4j.ShellAsync();
        await shell.RunFileAsync(RealParts.SharedFile("fixtures/types.cypher"));
        var original = await shell.RunAsync(Text);
        await neo4j.EmptyServerAsync();

        await RestoreLegacyAsync(server, "types-20260120_030000.json");

        Assert.Equal(original, await shell.RunAsync(Text));
    }

    private static async Task<string> RestoreLegacyAsync(Neo4jInstance server, string file)
    {
        using var archive = new TemporaryFolder();
        File.Copy(RealParts.SharedFile("fixtures/legacy-v1/" + file), archive[file]);
        return await new Stbackup(server, archive.Path).RunAsync("restore", file, "--yes");
    }
}
