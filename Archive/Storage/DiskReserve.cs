using System.Security.Cryptography;

namespace StreamingTracker.Backup.Archive.Storage;

/// <summary>
/// A file that means nothing and takes some room: on a full disk it is given up, so that there is room for what removing a backup
/// must write (a lock, a line of the history) before it makes more.
/// </summary>
internal sealed class DiskReserve(ArchiveFolder state)
{
    private const string File = "reserve";
    private const int Bytes = 64 * 1024;

    /// <summary>Makes it if it is not there.</summary>
    public async Task KeepAsync(string runId, CancellationToken cancellationToken)
    {
        if (state.Exists(File)) return;
        state.Create();
        // Random, since some file systems give equal bytes no room.
        await state.ReplaceAsync(File, $"{File}.{runId}.partial", RandomNumberGenerator.GetBytes(Bytes), cancellationToken);
    }

    /// <summary>Gives it up.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Release()
    {
        if (!state.Exists(File)) return false;
        state.Delete(File);
        state.FlushFolder();
        return true;
    }
}
