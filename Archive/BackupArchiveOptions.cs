using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive;

/// <summary>How an archive in a folder names its backups.</summary>
/// <param name="Directory">The folder; made (0700) when a first backup is published.</param>
/// <param name="Name">The first part of a backup's name; letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</param>
/// <param name="TimeZone">The zone of the time in a backup's name: an id that NodaTime's own database knows.</param>
public sealed record BackupArchiveOptions(string Directory, string Name = "streaming-tracker", string TimeZone = "UTC")
{
    /// <summary>The disk: everything that reads or changes this archive goes through it.</summary>
    internal IFileOperations Files { get; init; } = DiskOperations.Instance;
}
