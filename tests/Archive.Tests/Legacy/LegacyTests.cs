using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Legacy;

public class LegacyTests
{
    private const string Header = "file, source, format, nodes, relationships, properties, time, rows, batchSize, batches, done, data\n";

    [Theory]
    [InlineData("20260119_222349")]
    [InlineData("20260119_222238")]
    public async Task Either_form_of_version_1_holds_61_nodes_and_192_relationships(string stamp)
    {
        var file = RealParts.SharedFile($"fixtures/legacy-v1/streaming-tracker-backup-{stamp}.json");
        var entities = await ReadAsync(file, BackupKind.Version1);
        Assert.Equal(61, entities.Count(entity => !entity.Contains("]->(", StringComparison.Ordinal)));
        Assert.Equal(192, entities.Count(entity => entity.Contains("]->(", StringComparison.Ordinal)));
        Assert.Contains(entities, entity => entity.StartsWith("(13:User) createdAt: '2025-11-01T08:15:30.250Z'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Both_forms_of_version_1_are_the_same_graph() => Assert.Equal(
        await ReadAsync(RealParts.SharedFile("fixtures/legacy-v1/streaming-tracker-backup-20260119_222238.json"), BackupKind.Version1),
        await ReadAsync(RealParts.SharedFile("fixtures/legacy-v1/streaming-tracker-backup-20260119_222349.json"), BackupKind.Version1));

    [Fact]
    public async Task A_version_1_file_of_every_type_reads_as_apocs_own_does()
    {
        var apoc = await ReadAsync(RealParts.SharedFile("fixtures/types.apoc.json"), BackupKind.Apoc);
        Assert.Equal(apoc, await ReadAsync(RealParts.SharedFile("fixtures/legacy-v1/types-20260120_030000.json"), BackupKind.Version1));
        Assert.Equal("(12)-[96:REL TYPE]->(0) d: '2015-07-04'", apoc[3]);
        Assert.Contains("s: 'quote \" back\\slash tab\t nl\n nul\0 ls\u2028 ps\u2029 nel\u0085 emoji 😀'", apoc[2], StringComparison.Ordinal);
        Assert.Contains("w3: point 4979 1 2 3", apoc[2], StringComparison.Ordinal);
        Assert.Contains("lp: [ point 7203 1 2 ]", apoc[2], StringComparison.Ordinal);
        Assert.Contains("nan: 'NaN'", apoc[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_1_reads_the_same_byte_by_byte()
    {
        var path = RealParts.SharedFile("fixtures/legacy-v1/types-20260120_030000.json");
        var slow = new BackupReader(new SlowStream(await File.ReadAllBytesAsync(path, GraphFile.Cancel)), BackupKind.Version1, "memory");
        Assert.Equal(await ReadAsync(path, BackupKind.Version1), await GraphFile.ReadAllAsync(slow));
    }

    [Fact]
    public async Task Quotes_and_backslashes_come_back_as_they_were()
    {
        var json = """{"type":"node","id":"1","properties":{"a\"":"\\","b":"\"\\\"","c":"\\\\"}}""";
        var escaped = json.Replace("\"", "\\\"", StringComparison.Ordinal);
        var file = $"{Header}NULL, \"a \\\"quoted\\\", one\", \"json\", 1, 0, 3, 4, 5, -1, 0, TRUE, \"{escaped}\"\n";
        Assert.Equal(["(1:) a\": '\\' b: '\"\\\"' c: '\\\\'"], await GraphFile.ReadAllAsync(GraphFile.Open(file, BackupKind.Version1)));
    }

    [Fact]
    public async Task Words_among_numbers_are_floats_and_words_alone_are_text()
    {
        var file = """{"type":"node","id":"1","properties":{"a":["NaN",1.0,"-Infinity"],"b":["NaN"]}}""";
        Assert.Equal(
            ["(1:) a: [ float NaN float 3ff0000000000000 1 float fff0000000000000 -Infinity ] b: [ 'NaN' ]"],
            await GraphFile.ReadAllAsync(GraphFile.Open(file, BackupKind.Apoc)));
    }

    [Fact]
    public async Task A_version_2_file_without_its_manifest_reads_as_apocs_with_its_types()
    {
        var file = await GraphFile.SmallAsync();
        Assert.Equal(await GraphFile.ReadAllAsync(GraphFile.Open(file)), await GraphFile.ReadAllAsync(GraphFile.Open(file, BackupKind.Apoc)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("NULL, \"x\", \"json\", 0, 0, 0, 0, 0, -1, 0, TRUE, NULL\n")]
    [InlineData("NULL, \"x\", \"js")]
    public async Task An_export_that_wrote_no_data_is_called_one(string row) => Assert.Contains(
        "no data", (await GraphFile.CorruptAsync(Header + row, BackupKind.Version1)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{\"type\":\"node\",\"id\":\"1\"}""", "it was cut")]
    [InlineData("""{\"type\":\"node\",\"id\":\"1\"}" more""", "Something follows")]
    [InlineData("""{\"type\":\"node\",\"id\":\"1\"}""" + "\\", "it was cut")]
    public async Task A_version_1_file_that_ends_otherwise_is_corrupt(string data, string expected) => Assert.Contains(
        expected,
        (await GraphFile.CorruptAsync($"{Header}NULL, \"x\", \"json\", 1, 0, 0, 0, 0, -1, 0, TRUE, \"{data}", BackupKind.Version1)).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task A_fault_in_version_1_names_the_line_of_the_file() => Assert.StartsWith(
        "Line 3: ",
        (await GraphFile.CorruptAsync(Header + "{\"type\":\"node\",\"id\":\"1\"}\nx", BackupKind.Version1)).Message,
        StringComparison.Ordinal);

    private static async Task<List<string>> ReadAsync(string path, BackupKind kind) =>
        await GraphFile.ReadAllAsync(GraphFile.Open(await File.ReadAllBytesAsync(path, GraphFile.Cancel), kind));
}
