using StreamingTracker.Backup.Archive;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary>What commands say that need a backup where there is none.</summary>
internal static class NoBackups
{
    public static BackupNotFoundException In(BackupArchiveOptions archive) =>
        new($"There is no backup in {archive.Directory}.", "Check Backup:Directory (--directory), or make a backup with stbackup backup.");
}
