using System.Security.Cryptography;
using System.Text;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.TestKit.Fuzzing;

namespace StreamingTracker.Backup.Archive.Tests.Manifests;

public sealed class ManifestFuzzTests
{
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "null", "true", "1e400", "-1", "9223372036854775808", "\\ud800", "\\u0000", "[null]", "\"checksum\":\"",
            "\"schema\":", "\"config\":{\"a\":[1.0]}", "\"entity\":7", "\"labels\":[null]", "\"formatVersion\":2,", "../", "0001-01-01T00:00:00Z",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    [Fact]
    public void Any_bytes_are_a_manifest_or_corrupt() => Fuzz("ManifestFile", bytes => ManifestFile.Read(bytes)).Run();

    /// <summary>Behind the checksum, which would else refuse nearly everything.</summary>
    [Fact]
    public void Any_json_with_the_right_checksum_is_a_manifest_or_corrupt() =>
        Fuzz("ManifestFileWithChecksum", bytes => ManifestFile.Read(WithChecksum(bytes))).Run();

    private static Fuzz Fuzz(string reader, Action<byte[]> read) => new()
    {
        Reader = reader,
        Corpus = [Sound()],
        Words = Words,
        IsDocumented = e => e is CorruptBackupException,
        Read = read,
    };

    private static byte[] WithChecksum(byte[] bytes)
    {
        var end = bytes.AsSpan().LastIndexOf(",\n  \"checksum\""u8);
        if (end < 0) return bytes;
        byte[] whole = [.. bytes[..end], .. ",\n  \"checksum\": \""u8, .. Enumerable.Repeat((byte)'0', 64), .. "\"\n}\n"u8];
        var digits = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(whole)));
        digits.CopyTo(whole, whole.Length - digits.Length - "\"\n}\n"u8.Length);
        return whole;
    }

    private static byte[] Sound()
    {
        using var archive = new TestArchive();
        return ManifestFile.Write(archive.Manifest(
            new BackupFile("x.json", 1, new string('a', 64)),
            new GraphCounts
            {
                Nodes = 2,
                Relationships = 1,
                NodesByLabels = [new LabelSetCount([], 1), new LabelSetCount(["A", "Ü"], 1)],
                RelationshipsByType = [new TypeCount("T", 1)],
            }));
    }
}
