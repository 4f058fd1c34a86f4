namespace StreamingTracker.Backup.Archive.Locks;

/// <summary>Who holds a lock.</summary>
/// <param name="RunId">The run it is held for.</param>
/// <param name="Purpose">What the run is, such as <c>backup</c>.</param>
/// <param name="Process">Which process: machine and process id, for people.</param>
/// <param name="Since">Since when, UTC, by the holder's clock.</param>
public sealed record LockHolder(string RunId, string Purpose, string Process, DateTimeOffset Since);

/// <summary>How a lock is kept and judged.</summary>
public sealed record LockOptions
{
    /// <summary>
    /// How long a holder may go without a heartbeat before others take its lock. It beats ten times as often, and gives itself up
    /// after two thirds of it. Default: 30 s; 1 s or more.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>
/// The right to run something on a database, held by one run at a time among all processes and machines that share an archive.
/// Disposing it gives it back.
/// </summary>
/// <remarks>
/// A lock is a file with an ascending number, its fencing token: the highest number counts. Its holder rewrites it as a heartbeat;
/// whoever wants it watches, by its own monotonic clock, whether the file changes. One that does not change for the lease, or whose
/// process is gone from this machine, is taken by making the file with the next number, which only one can do. A holder that was
/// only slow finds the higher number when it checks, before it publishes or sends a batch, and does nothing more.
/// What this can't exclude: two archives for one database.
/// </remarks>
public sealed class DatabaseLock : IAsyncDisposable
{
    private DatabaseLock() => throw new NotImplementedException();

    /// <summary>The fencing token: higher than any before it.</summary>
    public long Token => throw new NotImplementedException();

    /// <summary>Who holds it: this run.</summary>
    public LockHolder Holder => throw new NotImplementedException();

    /// <summary>Cancelled when the lock is lost: taken by another, or not renewed in time.</summary>
    public CancellationToken Lost => throw new NotImplementedException();

    /// <summary>Takes the lock of a database, at once when it is free, and from a holder that is dead.</summary>
    /// <param name="archive">The archive; its name and the database together are what is locked.</param>
    /// <param name="database">The database.</param>
    /// <param name="holder">Who takes it.</param>
    /// <param name="options">How it is kept and judged.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LockedException">It is held: its heartbeat was seen to change.</exception>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written.</exception>
    public static Task<DatabaseLock> AcquireAsync(
        BackupArchiveOptions archive, string database, LockHolder holder, LockOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Who is recorded as the holder, dead or alive; null for nobody. Looks once and waits for nothing.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="database">The database; null for any of this archive's name.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public static LockHolder? Look(BackupArchiveOptions archive, string? database) => throw new NotImplementedException();

    /// <summary>Looks again whether it is still held; called before everything that must not happen without it.</summary>
    /// <exception cref="LockLostException">It is not.</exception>
    public void DemandHeld() => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
