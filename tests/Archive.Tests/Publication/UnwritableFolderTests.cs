using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Publication;

public class UnwritableFolderTests
{
    [Fact]
    public async Task A_folder_whose_parent_is_a_file_is_unavailable()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "", GraphFile.Cancel);
        var archive = new BackupArchive(new BackupArchiveOptions(folder["file/backups"]), TimeProvider.System);
        var fault = Assert.Throws<ArchiveUnavailableException>(() => archive.BeginBackup(TestArchive.NewRunId()));
        Assert.Contains(folder["file/backups"], fault.Message, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Remedy);
    }

    [Fact]
    public async Task A_full_disk_is_named_and_nothing_is_left()
    {
        using var disk = SmallDisk.Mount(readOnly: false);
        var archive = new BackupArchive(new BackupArchiveOptions(disk.Path), TimeProvider.System);
        await using (var publication = archive.BeginBackup(TestArchive.NewRunId()))
        {
            var fault = await Assert.ThrowsAsync<ArchiveUnavailableException>(async () =>
            {
                while (true) await publication.Data.WriteAsync(new byte[64 * 1024], GraphFile.Cancel);
            });
            Assert.StartsWith("The disk is full: ", fault.Message, StringComparison.Ordinal);
            Assert.Contains("Free some space", fault.Remedy, StringComparison.Ordinal);
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Path));
    }

    [Fact]
    public void A_read_only_file_system_is_named()
    {
        using var disk = SmallDisk.Mount(readOnly: true);
        var archive = new BackupArchive(new BackupArchiveOptions(disk.Path), TimeProvider.System);
        var fault = Assert.Throws<ArchiveUnavailableException>(() => archive.BeginBackup(TestArchive.NewRunId()));
        Assert.Contains("read-only", fault.Message, StringComparison.Ordinal);
    }
}
