using System.Text;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Archive.Tests.Manifests;

public sealed class ManifestFileTests : IDisposable
{
    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        var manifest = Sound();
        var read = ManifestFile.Read(ManifestFile.Write(manifest));
        Assert.Equivalent(manifest, read, strict: true);
        Assert.Equal(ManifestFile.Write(manifest), ManifestFile.Write(read));
    }

    [Fact]
    public void Settings_keep_their_kinds()
    {
        var config = ManifestFile.Read(ManifestFile.Write(Sound())).Schema.Indexes[0].Config;
        Assert.IsType<bool>(config["bool"]);
        Assert.IsType<double>(config["double"]);
        Assert.IsType<long>(config["long"]);
        Assert.IsType<string>(config["text"]);
        Assert.Equal([-180, 0.1], Assert.IsAssignableFrom<IReadOnlyList<double>>(config["doubles"]));
    }

    [Fact]
    public void It_is_readable_and_ends_with_its_checksum()
    {
        var text = Encoding.UTF8.GetString(ManifestFile.Write(Sound()));
        Assert.StartsWith("{\n  \"formatVersion\": 2,\n  \"data\": {\n    \"name\": ", text, StringComparison.Ordinal);
        Assert.Contains("a \\\"note\\\" in русский", text, StringComparison.Ordinal);
        Assert.Matches("\",\n  \"checksum\": \"[0-9a-f]{64}\"\n}\n$", text);
    }

    [Fact]
    public void Any_flipped_bit_is_found()
    {
        var bytes = ManifestFile.Write(Sound());
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= (byte)(1 << (i % 8));
            Assert.Throws<CorruptBackupException>(() => ManifestFile.Read(damaged));
        }
    }

    [Fact]
    public void Any_missing_end_is_found()
    {
        var bytes = ManifestFile.Write(Sound());
        for (var length = 0; length < bytes.Length; length++) Assert.Throws<CorruptBackupException>(() => ManifestFile.Read(bytes[..length]));
    }

    [Fact]
    public void A_later_version_is_named_and_so_is_the_remedy()
    {
        var fault = Assert.Throws<CorruptBackupException>(() => ManifestFile.Read("""{"formatVersion":3,"news":true}"""u8.ToArray()));
        Assert.Contains("format version 3", fault.Message, StringComparison.Ordinal);
        Assert.Contains("version of this program", fault.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"formatVersion":"2"}""")]
    [InlineData("""{"formatVersion":2}""")]
    [InlineData("""{"formatVersion":2,"checksum":"0"}""")]
    public void What_is_no_manifest_is_refused(string json) =>
        Assert.Throws<CorruptBackupException>(() => ManifestFile.Read(Encoding.UTF8.GetBytes(json)));

    public static TheoryData<string, Func<BackupManifest, BackupManifest>> Lies => new()
    {
        { "path", m => m with { Data = m.Data with { Name = "../x.json" } } },
        { "size", m => m with { Data = m.Data with { Bytes = -1 } } },
        { "hash", m => m with { Data = m.Data with { Sha256 = new string('G', 64) } } },
        { "nodes", m => m with { Counts = m.Counts with { Nodes = 3 } } },
        { "relationships", m => m with { Counts = m.Counts with { Relationships = 0 } } },
        { "properties", m => m with { Counts = m.Counts with { Properties = -1 } } },
        { "zero", m => m with { Counts = m.Counts with { RelationshipsByType = [.. m.Counts.RelationshipsByType, new TypeCount("X", 0)] } } },
        { "compression", m => m with { Compression = "zstd" } },
        { "attempts", m => m with { Consistency = m.Consistency with { Attempts = 0 } } },
        { "dropped", m => m with { Consistency = m.Consistency with { DroppedRelationships = 1 } } },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void A_manifest_that_contradicts_itself_is_refused(string what, Func<BackupManifest, BackupManifest> lie)
    {
        var fault = Assert.Throws<CorruptBackupException>(() => ManifestFile.Read(ManifestFile.Write(lie(Sound()))));
        Assert.True(fault.Message.StartsWith("The manifest is damaged: ", StringComparison.Ordinal), what);
    }

    private BackupManifest Sound() => _archive.Manifest(
        new BackupFile("x-backup-20260119_222349.json", 1, new string('a', 64)),
        new GraphCounts
        {
            Nodes = 2,
            Relationships = 1,
            Properties = 5,
            NodesByLabels = [new LabelSetCount([], 1), new LabelSetCount(["A", "Ü"], 1)],
            RelationshipsByType = [new TypeCount("T", 1)],
        });
}
