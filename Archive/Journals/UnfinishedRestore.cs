namespace StreamingTracker.Backup.Archive.Journals;

/// <summary>A restore that nobody knows the end of.</summary>
/// <param name="Path">The journal's file.</param>
/// <param name="Journal">What it says; null when it can't be read.</param>
/// <param name="Fault">Why it can't be read; null when it can.</param>
public sealed record UnfinishedRestore(string Path, RestoreJournal? Journal, string? Fault)
{
    /// <summary>What happened, as a sentence without its end.</summary>
    public string Message => Journal is null
        ? $"The journal of a restore in {Path} can't be read ({Fault}), so nobody knows what the database holds"
        : $"The restore of {Journal.Backup.Name} into database {Journal.Database}, begun at " +
          $"{Journal.OpenedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, is not finished: the database may hold a part of it, or nothing";

    /// <summary>What can be done about it, as a sentence.</summary>
    public string Remedy => Journal switch
    {
        null => "A newer version of this program may have written it: use that one. " +
            "Else look into the database, delete the file, and restore the backup you want.",
        { SafetyBackup: null, DatabaseWasEmpty: false } =>
            "Begin it again with stbackup restore --resume. No safety backup was wanted, so there is nothing to roll back to.",
        _ => "Begin it again with stbackup restore --resume, or bring back what was there with stbackup restore --rollback.",
    };
}
