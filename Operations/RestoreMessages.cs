using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Operations;

/// <summary>What is said when a restore ends badly: what the database may hold now, and the command that brings back what it held.</summary>
internal static class RestoreMessages
{
    public static RestoreInterruptedException Interrupted(RestorePlan plan, BackupResult? safetyBackup, Exception cause)
    {
        var what = $"The restore of {plan.Backup.Name} into database {Printable.Text(plan.Database.Database)} did not finish";
        return (plan.InOneTransaction, cause) switch
        {
            (true, SchemaNotRestoredException) => new($"{what}: its data is the backup's, and constraints or indexes are missing.", Remedy(plan, safetyBackup), cause),
            (true, ImportNotUndoneException) => new($"{what}: constraints or indexes are missing.", Remedy(plan, safetyBackup), cause),
            (true, _) => new($"{what}: the database is as it was before.", $"{Again(plan)}, once the cause is gone.", cause),
            _ => new($"{what}: the database may be empty or hold a part of the backup.", Remedy(plan, safetyBackup), cause),
        };
    }

    public static RestoreMismatchException Mismatch(RestorePlan plan, BackupResult? safetyBackup, string differences) => new(
        $"After the restore, database {Printable.Text(plan.Database.Database)} does not hold what backup {plan.Backup.Name} holds: {differences}",
        "Another client may have written to the database meanwhile: stop it first. " + Remedy(plan, safetyBackup));

    private static string Remedy(RestorePlan plan, BackupResult? safetyBackup) => safetyBackup is null
        ? $"{Again(plan)}. There is no safety backup of what was there before."
        : $"{Again(plan)}, or bring back what was there before from the safety backup (stbackup restore {safetyBackup.Backup.Name}).";

    private static string Again(RestorePlan plan) => $"Restore again (stbackup restore {plan.Backup.Name})";
}
