using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StreamingTracker.Backup.Archive.Storage;

/// <summary>What .NET has no call for.</summary>
internal sealed partial class DiskOperations
{
    private const int NoSuchFile = 2;
    private const int NoAccess = 13;
    private const int CurrentFolder = -100;
    private const uint WithoutReplacing = 1;

    /// <summary>Read only, and not inherited by programs that are started meanwhile.</summary>
    private static readonly int ToRead = OperatingSystem.IsMacOS() ? 0x1000000 : OperatingSystem.IsLinux() ? 0x80000 : 0;

    /// <summary>Does not wait for the other end of a pipe.</summary>
    private static readonly int WithoutWaiting = OperatingSystem.IsMacOS() ? 0x4 : OperatingSystem.IsLinux() ? 0x800 : 0;

    /// <summary>Whether a name is that of a file, and not of a pipe, which could be opened and read for ever.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    public static bool IsOrdinaryFile(string path)
    {
        if (OperatingSystem.IsWindows()) return true;
        using var handle = new SafeFileHandle(Open(path, ToRead | WithoutWaiting), ownsHandle: true);
        if (handle.IsInvalid) throw LastError(path);
        using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        return file.CanSeek;
    }

    /// <summary>
    /// .NET looks whether the new name is free and then renames over whatever is there by then; Linux does it in one step.
    /// </summary>
    /// <returns>False where the system or the file system has no such step, or there is another obstacle: nothing was done.</returns>
    private static bool TryRenameAtomically(string from, string to)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            if (RenameAt(CurrentFolder, from, CurrentFolder, to, WithoutReplacing) == 0) return true;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
        return LastError(to) is IOException fault && StorageFault.IsTaken(fault) ? throw fault : false;
    }

    private static Exception LastError(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = $"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'";
        return error switch
        {
            NoSuchFile => new FileNotFoundException(message, path),
            NoAccess => new UnauthorizedAccessException(message),
            _ => new IOException(message, error),
        };
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FlushToDisk(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt(int fromFolder, string from, int toFolder, string to, uint flags);
}
