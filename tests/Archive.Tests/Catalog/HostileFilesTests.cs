using System.Diagnostics;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Verification;

namespace StreamingTracker.Backup.Archive.Tests.Catalog;

/// <summary>Files that go by a backup's name, and files that change while they are read.</summary>
public sealed class HostileFilesTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task A_pipe_with_a_backups_name_is_a_fault_and_is_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes among its files.");
        await _archive.PublishAsync();
        await PipeAsync("pipe.json");
        await PipeAsync("other.manifest.json");
        await File.WriteAllTextAsync(_archive["other.json"], """{"type":"node","id":"1"}""", GraphFile.Cancel);
        var list = await Task.Run(_archive.Archive.List, GraphFile.Cancel).WaitAsync(Limit, GraphFile.Cancel);
        Assert.Equal(["other", "pipe"], list.Where(backup => backup.Fault is not null).Select(backup => backup.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_pipe_that_a_manifest_vouches_for_is_not_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes among its files.");
        var empty = new BackupFile("empty.json", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        var counts = new GraphCounts { NodesByLabels = [], RelationshipsByType = [] };
        Directory.CreateDirectory(_archive.Options.Directory);
        await File.WriteAllBytesAsync(_archive["empty.manifest.json"], ManifestFile.Write(_archive.Manifest(empty, counts)), GraphFile.Cancel);
        await PipeAsync("empty.json");
        var fault = await Assert.ThrowsAnyAsync<ArchiveException>(() => Task.Run(_archive.VerifyNewestAsync, GraphFile.Cancel).WaitAsync(Limit, GraphFile.Cancel));
        Assert.Contains("pipe", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_among_what_a_run_has_left_is_removed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes among its files.");
        var run = TestArchive.NewRunId();
        Directory.CreateDirectory(_archive.Options.Directory);
        await PipeAsync($"streaming-tracker-backup-20260101_000000.manifest.json.{run}.partial");
        await File.WriteAllTextAsync(_archive[$"streaming-tracker-backup-20260101_000000.json.{run}.partial"], "", GraphFile.Cancel);
        await Task.Run(() => _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel), GraphFile.Cancel).WaitAsync(Limit, GraphFile.Cancel);
        Assert.Empty(_archive.Files);
    }

    [Fact]
    public async Task A_folder_with_a_backups_name_is_none()
    {
        await _archive.PublishAsync();
        Directory.CreateDirectory(_archive["folder.json"]);
        Directory.CreateDirectory(_archive["other.manifest.json"]);
        Assert.Single(_archive.Archive.List());
        await Assert.ThrowsAnyAsync<ArchiveException>(() => BackupVerifier.VerifyAsync(_archive.Archive.Find("folder"), GraphFile.Cancel));
    }

    [Fact]
    public async Task Links_are_not_followed_wherever_they_lead()
    {
        var backup = await _archive.PublishAsync();
        var outside = Path.Combine(_archive.Options.Directory, "..", "outside.json");
        File.Copy(backup.DataPath, outside);
        var data = File.ReadAllBytes(backup.DataPath);
        File.Delete(backup.DataPath);
        File.CreateSymbolicLink(backup.DataPath, outside);
        await Assert.ThrowsAsync<CorruptBackupException>(_archive.VerifyNewestAsync);
        File.Delete(backup.DataPath);
        await File.WriteAllBytesAsync(backup.DataPath, data, GraphFile.Cancel);
        await _archive.VerifyNewestAsync();

        var manifest = _archive[backup.Name + ".manifest.json"];
        File.Move(manifest, outside, overwrite: true);
        File.CreateSymbolicLink(manifest, outside);
        await Assert.ThrowsAsync<CorruptBackupException>(_archive.VerifyNewestAsync);
        File.Delete(manifest);
        File.CreateSymbolicLink(manifest, "/dev/zero");
        await Assert.ThrowsAsync<CorruptBackupException>(_archive.VerifyNewestAsync);
        File.CreateSymbolicLink(_archive["loop.json"], _archive["loop.json"]);
        Assert.NotNull(_archive.Archive.Find("loop").Fault);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\u001b[31mb")]
    [InlineData("%2e%2e")]
    [InlineData("a b \u202e")]
    public async Task Any_name_that_a_file_can_have_is_listed_as_it_is_and_found_or_not(string name)
    {
        await _archive.PublishAsync();
        await File.WriteAllTextAsync(_archive[name + ".json"], """{"type":"node","id":"1"}""", GraphFile.Cancel);
        Assert.Contains(_archive.Archive.List(), backup => backup.Name == name);
        var fault = Record.Exception(() => _archive.Archive.Find(name));
        Assert.True(fault is null or BackupNotFoundException, fault?.ToString());
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../backups/x")]
    [InlineData("/etc/passwd")]
    [InlineData("x\0y")]
    [InlineData("x\ny")]
    public async Task A_name_that_leads_elsewhere_is_no_backups(string name)
    {
        await _archive.PublishAsync();
        Assert.Throws<BackupNotFoundException>(() => _archive.Archive.Find(name));
    }

    [Fact]
    public async Task A_manifest_that_lies_is_found_out()
    {
        var backup = await _archive.PublishAsync();
        var sound = backup.Manifest!;
        BackupManifest[] lies =
        [
            sound with { Data = sound.Data with { Bytes = sound.Data.Bytes + 1 } },
            sound with { Data = sound.Data with { Sha256 = new string('0', 64) } },
            sound with { Data = sound.Data with { Name = "other.json" } },
            sound with { Digest = new string('0', 32) },
            sound with { Counts = sound.Counts with { Properties = sound.Counts.Properties + 1 } },
            sound with { Counts = sound.Counts with { Nodes = 3, NodesByLabels = [new LabelSetCount(["A"], 3)] } },
            sound with { Counts = sound.Counts with { RelationshipsByType = [new TypeCount("OTHER", sound.Counts.Relationships)] } },
        ];
        foreach (var lie in lies)
        {
            await File.WriteAllBytesAsync(_archive[backup.Name + ".manifest.json"], ManifestFile.Write(lie), GraphFile.Cancel);
            await Assert.ThrowsAsync<CorruptBackupException>(_archive.VerifyNewestAsync);
        }
    }

    [Fact]
    public async Task Data_that_grows_or_shrinks_after_it_was_listed_is_corrupt()
    {
        await _archive.PublishAsync();
        var listed = Assert.Single(_archive.Archive.List());
        var data = await File.ReadAllBytesAsync(listed.DataPath, GraphFile.Cancel);
        await File.AppendAllTextAsync(listed.DataPath, """{"type":"node","id":"99"}""" + "\n", GraphFile.Cancel);
        await Assert.ThrowsAsync<CorruptBackupException>(() => BackupVerifier.VerifyAsync(listed, GraphFile.Cancel));
        await File.WriteAllBytesAsync(listed.DataPath, data[..(data.AsSpan().IndexOf((byte)'\n') + 1)], GraphFile.Cancel);
        await Assert.ThrowsAsync<CorruptBackupException>(() => BackupVerifier.VerifyAsync(listed, GraphFile.Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_500_000)]
    public async Task Data_that_shrinks_while_it_is_read_is_corrupt(long to)
    {
        Directory.CreateDirectory(_archive.Options.Directory);
        var path = _archive["large.json"];
        await File.WriteAllLinesAsync(path, Enumerable.Range(0, 100_000).Select(i => $$"""{"type":"node","id":"{{i}}"}"""), GraphFile.Cancel);
        var listed = Assert.Single(_archive.Archive.List());
        await using var shrinking = new ChangedAfterTheFirstRead(listed.OpenData(), () =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(to);
        });
        var whole = new FileInfo(path).Length;
        var fault = await Record.ExceptionAsync(async () =>
        {
            var found = await DataCheck.ReadAsync(new HashingReader(shrinking, whole, leaveOpen: true), BackupKind.Version2, path, GraphFile.Cancel);
            Assert.NotEqual(whole, found.Bytes);
        });
        Assert.True(fault is null or CorruptBackupException, fault?.ToString());
    }

    private async Task PipeAsync(string name)
    {
        using var made = Process.Start("mkfifo", [_archive[name]]);
        await made.WaitForExitAsync(GraphFile.Cancel);
        Assert.Equal(0, made.ExitCode);
    }

    private sealed class ChangedAfterTheFirstRead(Stream file, Action change) : MemoryStream
    {
        private bool _changed;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await file.ReadAsync(buffer, cancellationToken);
            if (!_changed) change();
            _changed = true;
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
