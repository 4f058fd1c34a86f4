using System.Diagnostics;
using Xunit;

namespace StreamingTracker.Backup.TestKit;

/// <summary>A file system of one megabyte, in memory. Mounting takes rights that a test run may lack.</summary>
public sealed class SmallDisk : IDisposable
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
