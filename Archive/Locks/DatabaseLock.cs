using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Locks;

/// <summary>
/// The right to run something on a database, held by one run at a time among all processes and machines that share an archive.
/// Disposing it gives it back.
/// </summary>
/// <remarks>
/// A lock is a file with an ascending number, its fencing token: the highest number counts. Its holder rewrites it as a heartbeat;
/// whoever wants it watches, by its own monotonic clock, whether the file changes. One that does not change for the lease, or whose
/// process is gone from this machine, is taken by making the file with the next number, which only one can do. A holder that was
/// only slow finds the higher number when it checks, before it publishes or sends a batch, and does nothing more.
/// What this can't exclude: two archives for one database, and what a holder sent just before it was stopped for the lease.
/// </remarks>
public sealed class DatabaseLock : IAsyncDisposable
{
    private readonly LockKeeping _keeping;
    private bool _isGivenBack;

    internal DatabaseLock(LockKeeping keeping) => _keeping = keeping;

    /// <summary>The fencing token: higher than any before it.</summary>
    public long Token => _keeping.Number;

    /// <summary>Who holds it: this run.</summary>
    public LockHolder Holder => _keeping.Holder;

    /// <summary>Cancelled when the lock is lost: taken by another, or not renewed for two thirds of the lease.</summary>
    public CancellationToken Lost => _keeping.Lost;

    /// <summary>
    /// Takes the lock of a database: at once when it is free or its holder's process is gone from this machine, after the lease from
    /// a holder that shows no life otherwise.
    /// </summary>
    /// <param name="archive">The archive; its name and the database together are what is locked.</param>
    /// <param name="database">The database.</param>
    /// <param name="holder">Who takes it.</param>
    /// <param name="options">How it is kept and judged.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LockedException">It is held: its heartbeat was seen to change. That takes a tenth of the lease or so.</exception>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written.</exception>
    public static Task<DatabaseLock> AcquireAsync(
        BackupArchiveOptions archive,
        string database,
        LockHolder holder,
        LockOptions options,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Lease, TimeSpan.FromSeconds(1));
        var locks = new LockFolder(ArchiveFolder.OfState(archive, "locks"), FileNames.Key(archive, database));
        return new LockTaking(locks, holder, options, time).TakeAsync(cancellationToken);
    }

    /// <summary>
    /// Who holds it, as far as one look can tell; null for nobody. A holder whose process is gone from this machine is nobody; one on
    /// another machine may be dead all the same.
    /// </summary>
    /// <param name="archive">The archive.</param>
    /// <param name="database">The database; null for any lock of this archive's name.</param>
    /// <param name="runId">The run that holds it; null for any.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public static LockHolder? Look(BackupArchiveOptions archive, string? database, string? runId = null)
    {
        var folder = ArchiveFolder.OfState(archive, "locks");
        var keys = database is null ? LockFolder.Keys(folder, FileNames.Part(archive.Name) + '@') : [FileNames.Key(archive, database)];
        return keys.Select(key => new LockFolder(folder, key))
            .Select(locks => locks.Look() is var seen && !locks.IsFree(seen) ? seen.Record?.Holder : null)
            .FirstOrDefault(holder => holder is not null && (runId is null || holder.RunId == runId));
    }

    /// <summary>Looks again whether it is still held; called before everything that must not happen without it.</summary>
    /// <exception cref="LockLostException">It is not.</exception>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read, so that nobody knows.</exception>
    public void DemandHeld()
    {
        ObjectDisposedException.ThrowIf(_isGivenBack, this);
        if (_keeping.HowLost() is { } how) throw new LockLostException(
            $"The lock of the database was lost: {how}",
            "Run it again. If that happens often, look for a disk or network under the archive's folder that stalls.");
    }

    /// <summary>Gives it back. What was lost is not touched. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isGivenBack) return;
        _isGivenBack = true;
        await _keeping.DisposeAsync();
    }
}
