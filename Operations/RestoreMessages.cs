using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Operations;

/// <summary>What is said when a restore ends badly: what the database holds now, as far as that is known, and what can be done.</summary>
internal static class RestoreMessages
{
    /// <summary>It ended before the database was proven to hold the backup.</summary>
    /// <param name="plan">What was planned.</param>
    /// <param name="ending">What the database holds.</param>
    /// <param name="open">The journal; null when it is closed.</param>
    /// <param name="cause">Why.</param>
    public static RestoreInterruptedException Interrupted(RestorePlan plan, ImportEnding ending, RestoreJournal? open, Exception cause)
    {
        var database = Printable.Text(plan.Database.Database);
        var state = ending switch
        {
            ImportEnding.AsBefore => $"database {database} is as it was before",
            ImportEnding.SchemaLacking => $"database {database} holds the data it held before, and lacks constraints or indexes",
            ImportEnding.Unknown => $"whether database {database} holds the data it held before or the backup's is not known",
            ImportEnding.Loaded => $"database {database} holds the backup's data, and that and its constraints and indexes are not proven",
            _ => $"database {database} may be empty or hold a part of the backup",
        };
        if (cause is LockLostException) state += ", unless another run has changed that since (stbackup list)";
        var remedy = open is not null ? Remedy(open) : $"Restore again (stbackup restore {plan.BackupName}) once the cause is gone.";
        return new($"The {Name(plan.Way)} {plan.BackupName} did not finish: {state}.", remedy, cause);
    }

    /// <summary>It was read back, and is not what the backup holds.</summary>
    /// <param name="plan">What was planned.</param>
    /// <param name="journal">The open journal.</param>
    /// <param name="differences">What differs, in sentences.</param>
    /// <param name="writtenSince">Whether somebody has written for certain since everything was loaded.</param>
    public static RestoreMismatchException Mismatch(RestorePlan plan, RestoreJournal journal, string differences, bool writtenSince) => new(
        $"Database {Printable.Text(plan.Database.Database)} does not hold what was restored from {plan.BackupName}. {differences} " +
        (writtenSince ? "Another client has written to it since it was loaded." : "Another client may have written to it while it was loaded."),
        $"Stop the other clients first. {Remedy(journal)} What is there now is backed up before that.");

    private static string Remedy(RestoreJournal journal) => new UnfinishedRestore("", journal, null).Remedy;

    private static string Name(RestoreWay way) => way == RestoreWay.Rollback ? "rollback to" : "restore of";
}
