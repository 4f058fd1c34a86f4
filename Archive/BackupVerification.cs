namespace StreamingTracker.Backup.Archive;

/// <summary>How a backup came out when it was read whole.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="RunId">The run that read it.</param>
/// <param name="Fault">What is wrong with it, as a sentence; null for nothing.</param>
public sealed record BackupVerification(DateTimeOffset At, string RunId, string? Fault)
{
    /// <summary>Whether it was sound.</summary>
    public bool IsSound => Fault is null;
}
