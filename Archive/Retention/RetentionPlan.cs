namespace StreamingTracker.Backup.Archive.Retention;

/// <summary>What retention would do to the backups of one database.</summary>
/// <param name="Database">The database.</param>
/// <param name="At">When it was decided, UTC.</param>
/// <param name="Verdicts">A verdict on each backup, newest first.</param>
/// <param name="Doubt">Why the clock can't be believed, as a sentence without its full stop; null when it can.</param>
public sealed record RetentionPlan(string Database, DateTimeOffset At, IReadOnlyList<RetentionVerdict> Verdicts, string? Doubt)
{
    /// <summary>What goes, oldest first.</summary>
    public IReadOnlyList<ArchivedBackup> Removed => [.. Verdicts.Where(verdict => !verdict.IsKept).Select(verdict => verdict.Backup).Reverse()];

    /// <summary>Those that can't be read at the moment, and from when their age is counted: they stay, and are judged another time.</summary>
    internal IReadOnlyList<KeyValuePair<string, DateTimeOffset>> Unread { get; init; } = [];
}
