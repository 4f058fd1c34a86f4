namespace StreamingTracker.Backup.Archive.Storage;

/// <summary>Turns what the operating system says about files into one message with its remedy, the same everywhere.</summary>
internal static class StorageFault
{
    private const int UnixNoSpace = 28;
    private const int UnixReadOnly = 30;
    private const int LinuxQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Does something with a file or folder.</summary>
    /// <exception cref="ArchiveUnavailableException">The operating system refused.</exception>
    public static T Guard<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception fault) when (IsStorage(fault))
        {
            throw Explain(path, fault);
        }
    }

    public static bool IsStorage(Exception fault) => fault is IOException or UnauthorizedAccessException;

    public static ArchiveUnavailableException Explain(string path, Exception fault) => fault switch
    {
        UnauthorizedAccessException => new($"Access to {path} was refused", "Give the account that runs this program the rights to it.", fault),
        DirectoryNotFoundException or FileNotFoundException => new($"{path} is not there", "Check the path of the archive's folder.", fault),
        { HResult: UnixNoSpace or WindowsDiskFull } => new(
            $"The disk is full: {path} can't be written", "Free some space, or put the archive on another disk.", fault),
        { HResult: LinuxQuota } => new($"The quota is used up: {path} can't be written", "Free some space, or raise the quota.", fault),
        { HResult: UnixReadOnly } => new(
            $"{path} lies on a file system that is read-only", "Make it writable, or put the archive elsewhere.", fault),
        _ => new($"{path} can't be read or written: {fault.Message}", "Check the disk and the path of the archive's folder.", fault),
    };
}
