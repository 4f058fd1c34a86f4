using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Says what a restore would do, and what it did.</summary>
internal static class RestoreRenderer
{
    public static void Render(RestorePlan plan, RestoreOptions options, BackupArchiveOptions archive, Terminal terminal)
    {
        var (now, counts) = (plan.Database, plan.Verified.Counts);
        var schema = plan.Verified.Schema is { } restored ? Figures.Schema(restored) : "no schema: the database keeps its own";
        var output = terminal.Out;
        output.WriteLine($"WARNING: everything in database {Printable.Text(now.Database)} at {plan.Address} will be replaced.");
        output.WriteLine($"  Lost:     {Figures.Graph(now.Nodes, now.Relationships)}, {Figures.Schema(plan.Schema)}");
        output.WriteLine($"  Restored: {Figures.Graph(counts)}, {schema}");
        output.WriteLine($"  From:     {(plan.Backup is null ? "nothing: the database was empty before" : Figures.Backup(plan.Backup, archive))}");
        foreach (var notice in plan.Notices) output.WriteLine($"  Note:     {Printable.Text(notice)}");
        output.WriteLine(plan.InOneTransaction
            ? "The data changes at once: other clients never see half of it, unless the server has not the memory for that."
            : "The graph is large and is replaced batch by batch: other clients see half of it meanwhile, so stop them first.");
        output.WriteLine(plan switch
        {
            { Journal.UnsavedWrites: true } => "What others have written meanwhile is backed up first.",
            { Journal: not null } => "No safety backup is made: what is there is what the unfinished restore has left.",
            { DatabaseIsEmpty: true } => "The database is empty, so no safety backup is needed.",
            _ when options.SafetyBackup => "A safety backup of what is there is made first.",
            _ => "NO safety backup of what is there is made (--no-safety-backup).",
        });
        output.Flush();
    }

    public static void Render(RestoreResult result, Terminal terminal)
    {
        var plan = result.Plan;
        var output = terminal.Out;
        var database = Printable.Text(plan.Database.Database);
        output.WriteLine($"Restored {Figures.Graph(result.Proven)} into database {database} in {Figures.Duration(result.Duration)}.");
        output.WriteLine($"  Proven:   read back; {(plan.Verified.Schema is null ? "counts and digest" : "counts, digest and schema")} are the backup's");
        if (plan.InOneTransaction && !result.Import.InOneTransaction)
            output.WriteLine("  Note:     batch by batch: the server had not the memory, or the time, for one transaction");
        if (result.SafetyBackup is { } safety && plan.Way != RestoreWay.Rollback) output.WriteLine($"  Undo:     stbackup restore {Printable.Text(safety)}");
    }
}
