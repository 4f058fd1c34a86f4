namespace StreamingTracker.Backup.Operations;

/// <summary>What is said when a restore ends badly: what the database may hold now, and the command that brings back what it held.</summary>
internal static class RestoreMessages
{
    public static RestoreInterruptedException Interrupted(RestorePlan plan, BackupResult? safetyBackup, bool inOneTransaction, Exception cause)
    {
        var state = inOneTransaction
            ? "its data is either wholly as it was or wholly the backup's, and constraints and indexes may be missing."
            : "it may be empty or hold a part of the backup.";
        return new($"The restore of {plan.Backup.Name} into database {plan.Database.Database} did not finish: {state}", Remedy(plan, safetyBackup), cause);
    }

    public static RestoreMismatchException Mismatch(RestorePlan plan, BackupResult? safetyBackup, string differences) => new(
        $"After the restore, database {plan.Database.Database} does not hold what backup {plan.Backup.Name} holds: {differences}",
        "Another client may have written to the database meanwhile: stop it first. " + Remedy(plan, safetyBackup));

    private static string Remedy(RestorePlan plan, BackupResult? safetyBackup)
    {
        var again = $"Restore again (stbackup restore {plan.Backup.Name})";
        return safetyBackup is null
            ? $"{again}. There is no safety backup of what was there before."
            : $"{again}, or bring back what was there before from the safety backup: stbackup restore {safetyBackup.Backup.Name}";
    }
}
