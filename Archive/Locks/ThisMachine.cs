namespace StreamingTracker.Backup.Archive.Locks;

/// <summary>Which kernel this process runs under: only under the same one can the operating system say whether a process lives.</summary>
internal static class ThisMachine
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    /// <summary>Linux' own id of this boot, which containers of one host share; elsewhere the machine's name.</summary>
    public static string Id { get; } = File.Exists(BootId) ? File.ReadAllText(BootId).Trim() : Environment.MachineName;
}
