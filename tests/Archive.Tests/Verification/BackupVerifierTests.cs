using System.Text;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Verification;

public sealed class BackupVerifierTests : IDisposable
{
    private const string Node0 = """{"type":"node","id":"0","labels":["A"]}""";
    private const string Node1 = """{"type":"node","id":"1"}""";

    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task A_sound_backup_gives_its_counts_and_schema()
    {
        var backup = await _archive.PublishAsync();
        var verified = await _archive.VerifyNewestAsync();
        Assert.Equivalent(backup.Manifest!.Counts, verified.Counts, strict: true);
        Assert.Equivalent(TestArchive.Schema, verified.Schema, strict: true);
        Assert.Empty(verified.Losses);
    }

    [Fact]
    public async Task Any_flipped_bit_of_the_data_is_found()
    {
        var backup = await _archive.PublishAsync();
        var bytes = await File.ReadAllBytesAsync(backup.DataPath, GraphFile.Cancel);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= (byte)(1 << (i % 8));
            await File.WriteAllBytesAsync(backup.DataPath, bytes, GraphFile.Cancel);
            await Assert.ThrowsAsync<CorruptBackupException>(_archive.VerifyNewestAsync);
            bytes[i] ^= (byte)(1 << (i % 8));
        }
    }

    [Fact]
    public async Task Any_missing_end_of_the_data_is_found_even_by_a_reader_alone()
    {
        var bytes = await GraphFile.SmallAsync();
        for (var length = 1; length < bytes.Length; length++)
        {
            if (bytes[length - 1] == '\n') continue;
            await Assert.ThrowsAsync<CorruptBackupException>(() => GraphFile.ReadAllAsync(GraphFile.Open(bytes[..length])));
        }
    }

    [Theory]
    [InlineData(Node0 + "\n" + Node0, "Line 2: node 0 stands there twice")]
    [InlineData(Node0 + "\n" + """{"type":"relationship","id":"5","label":"T","start":{"id":"0","labels":["A"]},"end":{"id":"9"}}""",
        "Line 2: relationship 5 ends at node 9, which is not in the backup")]
    [InlineData(Node0 + "\n" + """{"type":"relationship","id":"5","label":"T","start":{"id":"0"},"end":{"id":"0","labels":["A"]}}""",
        "Line 2: relationship 5 gives node 0 other labels than it has")]
    [InlineData(Node1 + "\n" + """{"type":"relationship","id":"5","label":"T","start":{"id":"1"},"end":{"id":"1"}}""" + "\n" +
        """{"type":"relationship","id":"5","label":"T","start":{"id":"1"},"end":{"id":"1"}}""", "Line 3: relationship 5 stands there twice")]
    public async Task A_graph_that_is_none_is_found_in_any_kind_of_file(string lines, string expected)
    {
        Directory.CreateDirectory(_archive.Options.Directory);
        await File.WriteAllTextAsync(_archive["apoc.json"], lines + "\n", GraphFile.Cancel);
        var fault = await Assert.ThrowsAsync<CorruptBackupException>(_archive.VerifyNewestAsync);
        Assert.Equal(expected, fault.Message);
    }

    [Fact]
    public async Task What_version_1_could_not_hold_is_said()
    {
        Directory.CreateDirectory(_archive.Options.Directory);
        File.Copy(RealParts.SharedFile("fixtures/legacy-v1/streaming-tracker-backup-20260119_222349.json"), _archive["old-20260119_222349.json"]);
        var verified = await _archive.VerifyNewestAsync();
        Assert.Equal((61, 192, null), (verified.Counts.Nodes, verified.Counts.Relationships, verified.Schema));
        Assert.Contains(verified.Losses, loss => loss.StartsWith("Types:", StringComparison.Ordinal));
        Assert.Contains(verified.Losses, loss => loss.StartsWith("Schema:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_version_1_file_that_announces_more_than_it_holds_is_corrupt()
    {
        Directory.CreateDirectory(_archive.Options.Directory);
        var text = await File.ReadAllTextAsync(RealParts.SharedFile("fixtures/legacy-v1/streaming-tracker-backup-20260119_222349.json"), GraphFile.Cancel);
        var lines = text.Split('\n');
        var last = Array.FindLastIndex(lines, line => line.StartsWith("{\\\"type", StringComparison.Ordinal));
        await File.WriteAllTextAsync(_archive["old.json"], string.Join('\n', lines.Where((_, i) => i != last - 1)), GraphFile.Cancel);
        var fault = await Assert.ThrowsAsync<CorruptBackupException>(_archive.VerifyNewestAsync);
        Assert.Equal("The file announces 61 nodes and 192 relationships, and holds 61 and 191", fault.Message);
    }

    /// <summary>Whatever is read of it, there is more: without its size in the manifest, reading would have no end.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Data_that_grows_as_fast_as_it_is_read_is_read_no_further_than_to_its_size(bool withManifest)
    {
        var backup = await _archive.PublishAsync();
        if (!withManifest) File.Delete(_archive[backup.Name + ".manifest.json"]);
        var line = Encoding.UTF8.GetBytes($$$"""{"type":"node","id":"99","properties":{"p":"{{{new string('x', 2_000_000)}}}"}}""" + "\n");
        var (reads, limit) = (0, 100);
        var growing = new FailingOperations(failAt: -1)
        {
            Before = (operation, path) =>
            {
                if (operation != nameof(Stream.Read)) return;
                Assert.True(++reads <= limit, "It does not end.");
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                file.Write(line);
            },
        };

        var listed = Assert.Single(new BackupArchive(growing.Under(_archive.Options), _archive.Time).List());
        var fault = await Assert.ThrowsAsync<CorruptBackupException>(() => BackupVerifier.VerifyAsync(listed, GraphFile.Cancel));

        Assert.Equal($"The data goes on after its {listed.Bytes} bytes", fault.Message);
    }

    [Fact]
    public async Task A_disk_that_fails_while_the_data_is_read_says_nothing_about_the_backup()
    {
        await _archive.PublishAsync();
        for (var read = 0; read < 2; read++)
        {
            var reads = 0;
            var failing = new FailingOperations(failAt: -1)
            {
                Before = (operation, _) =>
                {
                    if (operation == nameof(Stream.Read) && reads++ == read) throw new IOException("Input/output error", (int)DiskFault.InputOutput);
                },
            };

            var listed = Assert.Single(new BackupArchive(failing.Under(_archive.Options), _archive.Time).List());
            var fault = await Assert.ThrowsAsync<ArchiveUnavailableException>(() => BackupVerifier.VerifyAsync(listed, GraphFile.Cancel));

            Assert.StartsWith($"The disk fails: {listed.DataPath}", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_backup_with_a_fault_is_not_verified()
    {
        var backup = await _archive.PublishAsync();
        File.Delete(backup.DataPath);
        var fault = await Assert.ThrowsAsync<CorruptBackupException>(_archive.VerifyNewestAsync);
        Assert.Contains("Its data file is missing", fault.Message, StringComparison.Ordinal);
    }
}
