using System.Text;
using System.Text.Json.Nodes;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Archive.Tests.Manifests;

/// <summary>Manifests that somebody made on purpose, the checksum included.</summary>
public sealed class HostileManifestTests : IDisposable
{
    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Theory]
    [InlineData("data.name", "\"../streaming-tracker.json\"")]
    [InlineData("data.name", "\"/etc/passwd\"")]
    [InlineData("data.name", "\"..\"")]
    [InlineData("data.name", "\"\"")]
    [InlineData("data.name", "\"a\\\\b.json\"")]
    [InlineData("data.name", "\"a\\u0000.json\"")]
    [InlineData("data.name", "\"a\\n.json\"")]
    [InlineData("data.name", "null")]
    [InlineData("data.bytes", "-1")]
    [InlineData("data.bytes", "1e400")]
    [InlineData("data.bytes", "9223372036854775808")]
    [InlineData("data.sha256", "\"00\"")]
    [InlineData("data", "null")]
    [InlineData("counts", "null")]
    [InlineData("counts.nodes", "1.5")]
    [InlineData("counts.nodesByLabels", "[null]")]
    [InlineData("counts.nodesByLabels", "[{\"labels\":null,\"count\":2}]")]
    [InlineData("counts.nodesByLabels", "[{\"labels\":[null],\"count\":2}]")]
    [InlineData("counts.nodesByLabels", "[{\"labels\":[],\"count\":9223372036854775807},{\"labels\":[],\"count\":9223372036854775807}]")]
    [InlineData("counts.relationshipsByType", "[null]")]
    [InlineData("schema", "null")]
    [InlineData("schema.constraints", "[null]")]
    [InlineData("schema.indexes", "{}")]
    [InlineData("schema.indexes.0", "null")]
    [InlineData("schema.indexes.0.entity", "7")]
    [InlineData("schema.indexes.0.labelsOrTypes", "[null]")]
    [InlineData("schema.indexes.0.properties", "[null]")]
    [InlineData("schema.indexes.0.properties", "[[]]")]
    [InlineData("schema.indexes.0.name", "\"unique\"")]
    [InlineData("schema.indexes.0.name", "\"\\ud800\"")]
    [InlineData("schema.indexes.0.config", "null")]
    [InlineData("schema.indexes.0.config", "[]")]
    [InlineData("schema.indexes.0.config", "{\"a\":null}")]
    [InlineData("schema.indexes.0.config", "{\"a\":{}}")]
    [InlineData("schema.indexes.0.config", "{\"a\":[[1.0]]}")]
    [InlineData("schema.indexes.0.config", "{\"a\":99999999999999999999}")]
    [InlineData("finishedAt", "\"2026-13-01T00:00:00Z\"")]
    [InlineData("finishedAt", "0")]
    [InlineData("unknown", "1")]
    public void What_no_manifest_says_is_refused_by_name(string member, string json)
    {
        var fault = Assert.Throws<CorruptBackupException>(() => ManifestFile.Read(With(member, json)));
        Assert.StartsWith("The manifest is damaged: ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"\ud800ormatVersion":2}""")]
    [InlineData("""{"formatVersion":2,"\udc00hecksum":"0"}""")]
    [InlineData("""{"formatVersion":99999999999999999999}""")]
    public void Escapes_and_numbers_that_are_none_are_refused(string json) =>
        Assert.Throws<CorruptBackupException>(() => ManifestFile.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Nesting_has_a_limit()
    {
        foreach (var open in new[] { "[", "{\"a\":" })
        {
            var nested = string.Concat(Enumerable.Repeat(open, 1_000_000));
            Assert.Throws<CorruptBackupException>(() => ManifestFile.Read(Encoding.UTF8.GetBytes("""{"formatVersion":2,"schema":""" + nested)));
        }
    }

    [Fact]
    public void A_giant_text_in_a_manifest_is_no_giant_message()
    {
        foreach (var member in new[] { "compression", "data.name", "schema.indexes.0.entity" })
        {
            var fault = Assert.Throws<CorruptBackupException>(() => ManifestFile.Read(With(member, '"' + new string('x', 5_000_000) + '"')));
            Assert.InRange(fault.Message.Length, 10, 2_000);
        }
    }

    [Fact]
    public async Task A_manifest_larger_than_any_is_not_read()
    {
        var backup = await _archive.PublishAsync();
        await using (var file = File.OpenWrite(_archive[backup.Name + ".manifest.json"])) file.SetLength(ManifestFile.Largest + 1L);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("too large", Assert.Single(_archive.Archive.List()).Fault, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    /// <summary>A sound manifest but for one member, with the checksum of what it now says.</summary>
    private byte[] With(string member, string json)
    {
        var manifest = JsonNode.Parse(ManifestFile.Write(Sound()))!.AsObject();
        manifest.Remove("checksum");
        var path = member.Split('.');
        JsonNode at = manifest;
        foreach (var step in path[..^1]) at = at is JsonArray list ? list[int.Parse(step)]! : at[step]!;
        if (at is JsonArray items) items[int.Parse(path[^1])] = "§";
        else at[path[^1]] = "§";
        var text = manifest.ToJsonString(new() { WriteIndented = true, NewLine = "\n" });
        return ManifestChecksum.Add(Encoding.UTF8.GetBytes(text.Replace("\"\\u00A7\"", json, StringComparison.Ordinal)));
    }

    private BackupManifest Sound() => _archive.Manifest(
        new BackupFile("x.json", 1, new string('a', 64)), new GraphCounts { Nodes = 2, NodesByLabels = [new LabelSetCount(["A"], 2)], RelationshipsByType = [] });
}
