namespace StreamingTracker.Backup.Archive.Retention;

/// <summary>A backup and when it is from, as retention sees it.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="At">What its age is counted from; never earlier than <see cref="ArchivedBackup.CreatedAt"/>.</param>
public sealed record AgedBackup(ArchivedBackup Backup, DateTimeOffset At);

/// <summary>What is decided about a backup.</summary>
/// <param name="Aged">The backup.</param>
/// <param name="KeptBy">The rules that keep it; none for one that goes.</param>
public sealed record RetentionVerdict(AgedBackup Aged, IReadOnlyList<RetentionRule> KeptBy)
{
    /// <summary>The backup.</summary>
    public ArchivedBackup Backup => Aged.Backup;

    /// <summary>Whether it stays.</summary>
    public bool IsKept => KeptBy.Count > 0;
}
