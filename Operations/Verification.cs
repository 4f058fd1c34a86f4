using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Operations;

/// <summary>Verifies, and lets what is found say which backup it is about and what that means there.</summary>
internal static class Verification
{
    /// <summary>Reads a backup of the archive whole.</summary>
    /// <exception cref="CorruptBackupException">It is damaged; the message names it.</exception>
    public static async Task<VerifiedBackup> OfArchivedAsync(ArchivedBackup backup, CancellationToken cancellationToken)
    {
        try
        {
            return await BackupVerifier.VerifyAsync(backup, cancellationToken);
        }
        catch (CorruptBackupException e)
        {
            throw new CorruptBackupException($"{backup.Name} is no sound backup. {e.Message}", e.Remedy, e);
        }
    }

    /// <summary>Reads back what a backup has written and not yet published.</summary>
    /// <exception cref="CorruptBackupException">What can be read is not what was written.</exception>
    public static async Task OfWrittenAsync(BackupPublication publication, BackupManifest manifest, CancellationToken cancellationToken)
    {
        try
        {
            await publication.VerifyAsync(manifest, cancellationToken);
        }
        catch (CorruptBackupException e)
        {
            throw new CorruptBackupException(
                $"What was written is not what can be read back, so it was not published. {e.Message}",
                "Check this machine's disk and memory, then back up again.",
                e);
        }
    }
}
