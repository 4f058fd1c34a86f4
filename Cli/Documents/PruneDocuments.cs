using System.Text.Json;
using StreamingTracker.Backup.Archive.Retention;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Documents;

/// <summary>One database of <c>prune --dry-run --json</c>.</summary>
internal sealed record RetentionDocument(
    string Database, DateTimeOffset At, string? ClockDoubt, IReadOnlyList<string> Removed, IReadOnlyList<RetainedDocument> Backups)
{
    public static List<RetentionDocument> Of(IReadOnlyList<RetentionPlan> plans) => [.. plans.Select(Of)];

    private static RetentionDocument Of(RetentionPlan plan) => new(
        plan.Database,
        plan.At,
        plan.Doubt,
        [.. plan.Removed.Select(backup => backup.Name)],
        [.. plan.Verdicts.Select(RetainedDocument.Of)]);
}

/// <summary>What is decided about a backup; the rules' names are those of their keys, where they have one.</summary>
internal sealed record RetainedDocument(string Name, long Bytes, DateTimeOffset AgedFrom, bool Kept, IReadOnlyList<string> KeptBy)
{
    public static RetainedDocument Of(RetentionVerdict verdict) => new(
        verdict.Backup.Name,
        verdict.Backup.Bytes,
        verdict.Aged.At,
        verdict.IsKept,
        [.. verdict.KeptBy.Select(rule => JsonNamingPolicy.KebabCaseLower.ConvertName(rule.ToString()))]);
}

/// <summary><c>prune --json</c>.</summary>
internal sealed record PruneDocument(string RunId, IReadOnlyList<string> Removed, int Kept)
{
    public static PruneDocument Of(PruneResult result) =>
        new(result.RunId, result.Removed, result.Plans.Sum(plan => plan.Verdicts.Count) - result.Removed.Count);
}
