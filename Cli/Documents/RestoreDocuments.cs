using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Cli.Documents;

/// <summary><c>restore --dry-run --json</c>.</summary>
internal sealed record RestorePlanDocument(
    string Way,
    string? Backup,
    string Address,
    string Database,
    long LostNodes,
    long LostRelationships,
    bool DatabaseIsEmpty,
    bool InOneTransaction,
    GraphCounts Restored,
    IReadOnlyList<string> Notices)
{
    public static RestorePlanDocument Of(RestorePlan plan) => new(
        RunTelemetry.Word(plan.Way),
        plan.Backup?.Name,
        plan.Address.ToString(),
        plan.Database.Database,
        plan.Database.Nodes,
        plan.Database.Relationships,
        plan.DatabaseIsEmpty,
        plan.InOneTransaction,
        plan.Verified.Counts,
        plan.Notices);
}

/// <summary><c>restore --json</c>.</summary>
internal sealed record RestoreDocument(
    string Way,
    string? Backup,
    string Database,
    string RunId,
    string? SafetyBackup,
    bool InOneTransaction,
    GraphCounts Proven,
    IReadOnlyList<string> Notices,
    double Seconds,
    IReadOnlyList<PhaseDocument> Phases)
{
    public static RestoreDocument Of(RestoreResult result) => new(
        RunTelemetry.Word(result.Plan.Way),
        result.Plan.Backup?.Name,
        result.Plan.Database.Database,
        result.RunId,
        result.SafetyBackup,
        result.Import.InOneTransaction,
        result.Proven,
        result.Plan.Notices,
        result.Duration.TotalSeconds,
        PhaseDocument.Of(result.Phases));
}

/// <summary><c>restore --resume --json</c> and <c>restore --rollback --json</c> where that very end was reached before.</summary>
internal sealed record NothingToDoDocument(bool NothingToDo)
{
    public static NothingToDoDocument Instance { get; } = new(true);
}
