using System.Text.Json;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd;

/// <summary>
/// What a backup's lines have in common with those that APOC itself writes. They may differ in just the ways that docs/format.md tells
/// under "What differs from APOC's own export": the order of lines and keys; our key <c>types</c>; the end nodes' properties that APOC
/// repeats on every relationship; which of the decimal numbers that mean one float is written; and how a string is escaped.
/// </summary>
[Collection<RealServer>]
public sealed class ApocExportTests(Neo4jServerFixture neo4j)
{
    [Fact]
    public async Task A_backup_of_every_type_differs_from_apocs_own_export_only_as_the_format_says()
    {
        var server = await neo4j.EmptyServerAsync();
        var shell = await neo4j.ShellAsync();
        await shell.RunFileAsync(RealParts.SharedFile("fixtures/types.cypher"));
        using var archive = new TemporaryFolder();
        await new Stbackup(server, archive.Path).RunAsync("backup");
        await shell.RunAsync("CALL apoc.export.json.all('apoc.json', {});");

        var ours = Entities(Assert.Single(BackupFiles.Data(archive.Path)));
        var theirs = Entities(Path.Combine(server.ImportFolder, "apoc.json"));

        Assert.Equal(theirs.Keys.Order(StringComparer.Ordinal), ours.Keys.Order(StringComparer.Ordinal));
        Assert.All(theirs, entity => Assert.Equal(Canonical(entity.Value), Canonical(ours[entity.Key])));
    }

    private static Dictionary<string, JsonElement> Entities(string file) =>
        File.ReadAllText(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(entity => $"{entity.GetProperty("type")} {entity.GetProperty("id")}");

    private static string Canonical(JsonElement entity) => Canonical(entity, path: "");

    private static string Canonical(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", value.EnumerateObject().Where(member => !MayDiffer(path, member.Name))
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => $"{JsonSerializer.Serialize(member.Name)}:{Canonical(member.Value, $"{path}/{member.Name}")}")) + "}",
        JsonValueKind.Array => "[" + string.Join(",", value.EnumerateArray().Select(item => Canonical(item, path + "[]"))) + "]",
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        JsonValueKind.Number when IsFloat(value) => $"float {BitConverter.DoubleToInt64Bits(value.GetDouble())}",
        _ => value.GetRawText(),
    };

    private static bool IsFloat(JsonElement number) => number.GetRawText().AsSpan().ContainsAny('.', 'E', 'e');

    private static bool MayDiffer(string path, string member) =>
        (path, member) is ("", "types") or ("/start", "properties") or ("/end", "properties");
}
