using Microsoft.Win32.SafeHandles;

namespace StreamingTracker.Backup.Archive.Storage;

/// <summary>The operating system's own file operations.</summary>
internal sealed partial class DiskOperations : IFileOperations
{
    /// <summary>The only one there is.</summary>
    public static readonly DiskOperations Instance = new();

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// No other handle at the same time. Windows would not even read or rename such a file, so others may do that and no more.
    /// </summary>
    public static FileShare Alone => OperatingSystem.IsWindows() ? FileShare.Read | FileShare.Delete : FileShare.None;

    public void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    public FileStream Create(string path) => OpenAlone(path, FileMode.CreateNew);

    public FileStream OpenOrCreate(string path) => OpenAlone(path, FileMode.OpenOrCreate);

    public FileStream OpenAlone(string path) => OpenAlone(path, FileMode.Open);

    public Stream OpenData(string path) => IsOrdinaryFile(path)
        ? new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.Read,
            BufferSize = 0,
            Options = FileOptions.SequentialScan | FileOptions.Asynchronous,
        })
        : throw new IOException("it is a pipe, and no file");

    /// <summary>On Unix .NET would take a shared lock, which fails while a writer has the file, and would hinder writers.</summary>
    public SafeFileHandle OpenToRead(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        var file = new SafeFileHandle(Open(path, ToRead), ownsHandle: true);
        return file.IsInvalid ? throw LastError(path) : file;
    }

    public ValueTask WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        file.WriteAsync(bytes, cancellationToken);

    public Stream ReadBack(FileStream file)
    {
        file.Position = 0;
        return file;
    }

    public void Truncate(FileStream file)
    {
        file.SetLength(0);
        file.Position = 0;
    }

    public void Flush(FileStream file) => file.Flush(flushToDisk: true);

    public void Rename(string from, string to)
    {
        if (!TryRenameAtomically(from, to)) File.Move(from, to, overwrite: false);
    }

    public void Replace(string from, string to) => File.Move(from, to, overwrite: true);

    /// <summary>Windows has no such call, and needs none: NTFS logs renames.</summary>
    public void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = OpenToRead(path);
        if (FlushToDisk(folder) != 0) throw LastError(path);
    }

    public void Delete(string path) => File.Delete(path);

    private static FileStream OpenAlone(string path, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = Alone,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        if (mode != FileMode.Open && !OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }
}
