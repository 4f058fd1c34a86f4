using System.Globalization;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Retention;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Says which backups stay and which go, and why.</summary>
internal static class PruneRenderer
{
    public static void Render(IReadOnlyList<RetentionPlan> plans, OperationSettings settings, Terminal terminal)
    {
        if (plans.All(plan => plan.Verdicts.Count == 0))
            terminal.Out.WriteLine($"There is no backup of this name in {Printable.Text(settings.Archive.Directory)}.");
        foreach (var plan in plans.Where(plan => plan.Verdicts.Count > 0)) Render(plan, settings.Retention, terminal.Out);
    }

    public static void Render(PruneResult result, Terminal terminal)
    {
        foreach (var name in result.Removed) terminal.Out.WriteLine($"Removed {Printable.Text(name)}");
        var kept = result.Plans.Sum(plan => plan.Verdicts.Count) - result.Removed.Count;
        terminal.Out.WriteLine($"{Figures.Count(result.Removed.Count, "backup", "backups")} removed, {Figures.Count(kept)} kept.");
    }

    private static void Render(RetentionPlan plan, RetentionPolicy policy, TextWriter output)
    {
        var (all, gone) = (Figures.Count(plan.Verdicts.Count, "backup", "backups"), plan.Removed);
        var goes = gone.Count == 0 ? "all stay" : $"{Figures.Count(gone.Count)} {(gone.Count == 1 ? "goes" : "go")} ({Figures.Size(gone.Sum(backup => backup.Bytes))})";
        output.WriteLine($"Database {Printable.Text(plan.Database)}: {all}, {goes}. Rules: {Rules(policy)}.");
        if (plan.Doubt is not null && gone.Count > 0) output.WriteLine($"The clock is in doubt. {plan.Doubt}. Unless --trust-clock says that it is right, nothing goes.");
        var table = new PlainTable(1, 2);
        table.Add("Name", "Age", "Size", "Decision");
        foreach (var verdict in plan.Verdicts)
            table.Add(verdict.Backup.Name, Age(plan.At - verdict.Aged.At), Figures.Size(verdict.Backup.Bytes), Decision(verdict, policy));
        table.WriteTo(output);
    }

    private static string Rules(RetentionPolicy policy)
    {
        if (policy.IsOff) return "none, so nothing ever goes";
        (int Count, string Text)[] rules =
        [
            (policy.Days, "days"), (policy.Last, "last"), (policy.Hourly, "hourly"), (policy.Daily, "daily"),
            (policy.Weekly, "weekly"), (policy.Monthly, "monthly"), (policy.Yearly, "yearly"),
        ];
        return string.Join(", ", rules.Where(rule => rule.Count > 0).Select(rule => $"{Figures.Count(rule.Count)} {rule.Text}"))
            + $"; always the newest {Figures.Count(policy.Minimum)}";
    }

    private static string Age(TimeSpan age) => age switch
    {
        { Ticks: < 0 } => "ahead",
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(age.TotalDays)}d"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(age.TotalHours)}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(age.TotalMinutes)}m"),
    };

    private static string Decision(RetentionVerdict verdict, RetentionPolicy policy) => verdict switch
    {
        { IsKept: true } => "stays: " + string.Join(", ", verdict.KeptBy.Select(rule => Reason(rule, policy))),
        { Backup.Standing: BackupStanding.Damaged } => "GOES: damaged, and others are younger",
        _ when policy.Days > 0 => $"GOES: older than {Figures.Count(policy.Days, "day", "days")}",
        _ => "GOES: no rule keeps it",
    };

    private static string Reason(RetentionRule rule, RetentionPolicy policy) => rule switch
    {
        RetentionRule.Off => "no rules",
        RetentionRule.DatedAhead => "dated ahead of the clock",
        RetentionRule.LastGood => "last good",
        RetentionRule.LastExact => "last exact",
        RetentionRule.NothingYounger => "damaged, nothing younger",
        RetentionRule.Days => Figures.Count(policy.Days, "day", "days"),
        RetentionRule.Minimum => $"newest {Figures.Count(policy.Minimum)}",
        _ => rule.ToString().ToLowerInvariant(),
    };
}
