namespace StreamingTracker.Backup.Archive;

/// <summary>How far a backup can be counted on.</summary>
public enum BackupStanding
{
    /// <summary>It was read whole, when it was made or later, and was sound.</summary>
    Verified,

    /// <summary>Nothing is known to be wrong with it, and nobody has read it whole.</summary>
    Unverified,

    /// <summary>Something is wrong with it, at first sight or by its last verification, or it is no backup.</summary>
    Damaged,
}
