using System.Diagnostics;
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

    /// <summary>A file system of one megabyte, in memory. Mounting takes rights that a test run may lack.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public string Path => _folder["disk"];

        public static SmallDisk Mount(bool readOnly)
        {
            var disk = new SmallDisk();
            Directory.CreateDirectory(disk.Path);
            if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", readOnly ? "size=1m,ro" : "size=1m", "tmpfs", disk.Path)) return disk;
            disk._folder.Dispose();
            Assert.Skip("This test needs the right to mount a tmpfs.");
            return disk;
        }

        public void Dispose()
        {
            Assert.True(Run("umount", Path));
            _folder.Dispose();
        }

        private static bool Run(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            process!.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
