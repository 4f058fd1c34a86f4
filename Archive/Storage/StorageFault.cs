namespace StreamingTracker.Backup.Archive.Storage;

/// <summary>Turns what the operating system says about files into one message with its remedy, the same everywhere.</summary>
internal static class StorageFault
{
    private const int UnixInputOutput = 5;
    private const int UnixNoSpace = 28;
    private const int UnixReadOnly = 30;
    private const int LinuxQuota = 122;
    private const int UnixFileExists = 17;
    private const int WindowsFileExists = unchecked((int)0x80070050);
    private const int LinuxInUse = 11;
    private const int MacInUse = 35;
    private const int WindowsInUse = unchecked((int)0x80070020);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsBadData = unchecked((int)0x80070017);
    private const int WindowsInputOutput = unchecked((int)0x8007045D);

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

    /// <summary>Whether the name of a file that was to be made is taken.</summary>
    public static bool IsTaken(IOException fault) => fault.HResult is UnixFileExists or WindowsFileExists;

    /// <summary>Whether somebody else has the file open, or locked.</summary>
    public static bool IsInUse(IOException fault) => fault.HResult is LinuxInUse or MacInUse or WindowsInUse;

    /// <summary>Whether there is no room, on the disk or within the quota.</summary>
    public static bool IsFull(IOException fault) => fault.HResult is UnixNoSpace or LinuxQuota or WindowsDiskFull;

    public static ArchiveUnavailableException Explain(string path, Exception fault) => fault switch
    {
        UnauthorizedAccessException => new($"Access to {path} was refused", "Give the account that runs this program the rights to it.", fault),
        DirectoryNotFoundException or FileNotFoundException => new($"{path} is not there", "Check the path of the archive's folder.", fault),
        { HResult: UnixNoSpace or WindowsDiskFull } => new(
            $"The disk is full: {path} can't be written", "Free some space, or put the archive on another disk.", fault),
        { HResult: LinuxQuota } => new($"The quota is used up: {path} can't be written", "Free some space, or raise the quota.", fault),
        { HResult: UnixReadOnly } => new(
            $"{path} lies on a file system that is read-only", "Make it writable, or put the archive elsewhere.", fault),
        IOException inUse when IsInUse(inUse) => new(
            $"{path} is in use by another process", "Look for a process of this program that is stopped or hangs, and end it.", fault),
        { HResult: UnixInputOutput or WindowsInputOutput or WindowsBadData } => new(
            $"The disk fails: {path} can't be read or written ({fault.Message})",
            "Look at the disk, or the network that it is behind (the system's log says more); then verify all backups: stbackup verify --all.",
            fault),
        _ => new($"{path} can't be read or written: {fault.Message}", "Check the disk and the path of the archive's folder.", fault),
    };
}
