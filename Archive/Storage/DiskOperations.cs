using System.Runtime.InteropServices;

namespace StreamingTracker.Backup.Archive.Storage;

/// <summary>The operating system's own file operations.</summary>
internal sealed partial class DiskOperations : IFileOperations
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>No other handle at the same time. Windows would not even rename such a file, so others may do that and no more.</summary>
    public static FileShare Alone => OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    public FileStream Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = Alone,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    public ValueTask WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        file.WriteAsync(bytes, cancellationToken);

    public void Flush(FileStream file) => file.Flush(flushToDisk: true);

    public void Rename(string from, string to) => File.Move(from, to, overwrite: false);

    /// <summary>Windows has no such call, and needs none: NTFS logs renames.</summary>
    public void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Open(path, flags: 0);
        if (folder < 0) throw LastError(path);
        try
        {
            if (FlushToDisk(folder) != 0) throw LastError(path);
        }
        finally
        {
            _ = Close(folder);
        }
    }

    public void Delete(string path) => File.Delete(path);

    private static IOException LastError(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FlushToDisk(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
