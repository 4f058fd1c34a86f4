using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Shows one run: what it did, and where its time went.</summary>
internal static class RunRenderer
{
    public static void Render(RunRecord run, BackupArchiveOptions archive, Terminal terminal)
    {
        var facts = new PlainTable();
        foreach (var (title, value) in Facts(run, archive)) facts.Add(title, value);
        facts.WriteTo(terminal.Out);
        if (run.Phases.Count == 0) return;
        terminal.Out.WriteLine();
        new Waterfall(run).WriteTo(terminal);
    }

    private static IEnumerable<(string Title, string Value)> Facts(RunRecord run, BackupArchiveOptions archive)
    {
        yield return ("Run", run.RunId);
        yield return ("Kind", $"{RunTelemetry.Word(run.Kind)}, {run.Trigger}");
        yield return ("Outcome", RunTelemetry.Word(run.Outcome));
        if (run.Failure is { } failure)
        {
            yield return ("Because", $"{failure.Message} ({failure.Code})");
            yield return ("Remedy", failure.Remedy);
        }

        yield return ("Started", $"{Figures.When(run.StartedAt, archive)} {archive.TimeZone}");
        if (run.Outcome != RunOutcome.Refused) yield return ("Duration", Figures.Duration(run.Duration));
        if (run.Attempts > 1) yield return ("Attempts", Figures.Count(run.Attempts));
        yield return ("By", run.RunBy);
        if (run.Database is not null) yield return ("Database", run.Database);
        if (run.Backup is not null) yield return ("Backup", run.Backup);
        if (run.SafetyBackup is not null) yield return ("Safety backup", run.SafetyBackup);
        if (run.Recovery is not null) yield return ("Recovery", $"{run.Recovery} of an unfinished restore");
        if (run.Nodes + run.Relationships > 0) yield return ("Moved", Figures.Graph(run.Nodes, run.Relationships));
        if (run.Bytes > 0) yield return ("Bytes", Figures.Count(run.Bytes));
        if (run.Exact is { } exact) yield return ("Consistency", exact ? "exact" : "fuzzy");
        if (run.Verified is { } verified) yield return ("Verified", Figures.Count(verified, "backup", "backups"));
        if (run.Unsound is { Count: > 0 } unsound) yield return ("Unsound", string.Join(", ", unsound));
        if (run.Removed is { Count: > 0 } removed) yield return ("Removed", string.Join(", ", removed));
        if (run.RetentionFailure is { } notRemoved)
        {
            yield return ("Retention", $"{notRemoved.Message} ({notRemoved.Code})");
            yield return ("Remedy", notRemoved.Remedy);
        }

        if (run.TraceId is not null) yield return ("Trace", run.TraceId);
    }
}
