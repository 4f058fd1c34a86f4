using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Shows the last runs as a table.</summary>
internal static class RunListRenderer
{
    private const int ShownOfId = 8;

    public static void Render(RunList runs, BackupArchiveOptions archive, Terminal terminal)
    {
        if (runs.Open.Count + runs.Ended.Count == 0) terminal.Out.WriteLine($"There was no run yet in {Printable.Text(archive.Directory)}.");
        else Table(runs, archive).WriteTo(terminal.Out);
        if (runs.Unreadable > 0)
        {
            terminal.Out.WriteLine(
                $"{Figures.Count(runs.Unreadable, "line", "lines")} of the history can't be read: torn by a crash, or of a newer version.");
        }
    }

    /// <summary>As much of a run's id as is enough to find it again.</summary>
    public static string ShortId(string runId) => runId.Length > ShownOfId ? runId[..ShownOfId] : runId;

    private static PlainTable Table(RunList runs, BackupArchiveOptions archive)
    {
        var table = new PlainTable(3);
        table.Add("Run", "Kind", "Started", "Duration", "Outcome", "Backup");
        foreach (var run in runs.Open)
            table.Add(ShortId(run.RunId), Kind(run.Kind, run.Trigger), Figures.When(run.AcceptedAt, archive), "-", run.Attempts > 0 ? "going" : "waiting", "-");
        foreach (var run in runs.Ended)
        {
            table.Add(
                ShortId(run.RunId),
                Kind(run.Kind, run.Trigger),
                Figures.When(run.StartedAt, archive),
                run.Outcome == RunOutcome.Refused ? "-" : Figures.Duration(run.Duration),
                RunTelemetry.Word(run.Outcome) + (run is { Failure: { } failure, Outcome: RunOutcome.Failed or RunOutcome.Refused } ? $": {failure.Code}" : ""),
                run.Backup ?? ((run.Verified ?? run.Removed?.Count) is { } several ? Figures.Count(several, "backup", "backups") : "-"));
        }

        return table;
    }

    private static string Kind(RunKind kind, string trigger) => RunTelemetry.Word(kind) + (trigger == "manual" ? "" : $" ({trigger})");
}
