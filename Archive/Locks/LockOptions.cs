namespace StreamingTracker.Backup.Archive.Locks;

/// <summary>How a lock is kept and judged.</summary>
public sealed record LockOptions
{
    /// <summary>
    /// How long a holder may go without a heartbeat before others take its lock. It beats ten times as often, and gives itself up
    /// after two thirds of it. Of a holder's lease and that of whoever wants its lock, the longer one counts. Default: 30 s; 1 s or more.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    internal TimeSpan Beat => Lease / 10;

    internal TimeSpan Watch => Lease / 30;

    /// <summary>How long after its last heartbeat a holder gives itself up: two thirds of the lease.</summary>
    public TimeSpan GiveUp => Lease * 2 / 3;
}
