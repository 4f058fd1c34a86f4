using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Operations;

/// <summary>What is said when a restore ends badly: what the database may hold now, and how to bring back what it held.</summary>
internal static class RestoreMessages
{
    public static RestoreInterruptedException Interrupted(RestorePlan plan, BackupResult? safetyBackup, Exception cause)
    {
        var database = Printable.Text(plan.Database.Database);
        var (state, remedy) = (plan.InOneTransaction, cause) switch
        {
            (true, SchemaNotRestoredException e) => ($"database {database} holds the backup's data and lacks constraints or indexes", e.Remedy),
            (true, ImportNotUndoneException) => ($"database {database} lacks constraints or indexes", Remedy(plan, safetyBackup)),
            (true, _) => ($"database {database} is as it was before", $"{Again(plan)} once the cause is gone."),
            _ => ($"database {database} may be empty or hold a part of the backup", Remedy(plan, safetyBackup)),
        };
        return new($"The restore of {plan.Backup.Name} did not finish: {state}.", remedy, cause);
    }

    public static RestoreMismatchException Mismatch(RestorePlan plan, BackupResult? safetyBackup, string differences) => new(
        $"Database {Printable.Text(plan.Database.Database)} does not hold what was restored from {plan.Backup.Name}. {differences}",
        "Another client may have written to the database meanwhile: stop it first. " + Remedy(plan, safetyBackup));

    private static string Remedy(RestorePlan plan, BackupResult? safetyBackup) => safetyBackup is null
        ? $"{Again(plan)}. There is no safety backup of what was there before."
        : $"{Again(plan)}, or bring back what was there before from the safety backup (stbackup restore {safetyBackup.Backup.Name}).";

    private static string Again(RestorePlan plan) => $"Restore again (stbackup restore {plan.Backup.Name})";
}
