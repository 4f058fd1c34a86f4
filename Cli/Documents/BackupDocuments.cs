using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Documents;

/// <summary><c>backup --json</c>.</summary>
internal sealed record BackupDocument(
    string Name, string Path, string RunId, bool Verified, double Seconds, BackupManifest Manifest, IReadOnlyList<PhaseDocument> Phases)
{
    public static BackupDocument Of(BackupResult result) => new(
        result.Backup.Name,
        result.Backup.DataPath,
        result.RunId,
        result.Verified,
        result.Duration.TotalSeconds,
        result.Manifest,
        PhaseDocument.Of(result.Phases));
}

/// <summary>One of <c>list --json</c>.</summary>
internal sealed record ListedDocument(
    int Number,
    string Name,
    string Path,
    string Kind,
    long Bytes,
    DateTimeOffset CreatedAt,
    long? Nodes,
    long? Relationships,
    bool? Exact,
    bool Pinned,
    string Standing,
    string? Fault)
{
    public static List<ListedDocument> Of(IReadOnlyList<ArchivedBackup> backups) => [.. backups.Select((backup, i) => Of(backup, i + 1))];

    private static ListedDocument Of(ArchivedBackup backup, int number) => new(
        number,
        backup.Name,
        backup.DataPath,
        Kinds.Word(backup.Kind),
        backup.Bytes,
        backup.CreatedAt,
        backup.Manifest?.Counts.Nodes,
        backup.Manifest?.Counts.Relationships,
        backup.Manifest?.Consistency.Exact,
        backup.Pinned,
        Standings.Word(backup.Standing),
        backup.Fault);
}

/// <summary><c>show --json</c>: the manifest, and what the archive adds to it.</summary>
internal sealed record ShownDocument(
    string Name,
    string Path,
    string Kind,
    long Bytes,
    DateTimeOffset CreatedAt,
    bool Pinned,
    string Standing,
    string? Fault,
    BackupVerification? Verification,
    BackupManifest? Manifest)
{
    public static ShownDocument Of(ArchivedBackup backup) => new(
        backup.Name,
        backup.DataPath,
        Kinds.Word(backup.Kind),
        backup.Bytes,
        backup.CreatedAt,
        backup.Pinned,
        Standings.Word(backup.Standing),
        backup.Fault,
        backup.Verification,
        backup.Manifest);
}

/// <summary><c>verify --json</c>.</summary>
internal sealed record VerifiedDocument(
    string Name,
    string Path,
    bool? Sound,
    bool Restored,
    GraphCounts? Counts,
    IReadOnlyList<string> Losses,
    ErrorDocument? Error,
    string? NotRecorded)
{
    public static VerifiedDocument Of(VerifyOutcome outcome) => new(
        outcome.Backup.Name,
        outcome.Backup.DataPath,
        outcome.IsRead ? outcome.Failure is null : null,
        outcome.IsRestored,
        outcome.Sound?.Counts,
        outcome.Sound?.Losses ?? [],
        outcome.Failure is null ? null : ErrorDocument.Of(outcome.Failure),
        outcome.NotRecorded);
}

/// <summary>Words for how far a backup can be counted on.</summary>
internal static class Standings
{
    public static string Word(BackupStanding standing) => standing.ToString().ToLowerInvariant();
}

/// <summary>Words for kinds of backup.</summary>
internal static class Kinds
{
    public static string Word(BackupKind kind) => kind switch
    {
        BackupKind.Version2 => "version-2",
        BackupKind.Version1 => "version-1",
        BackupKind.Apoc => "apoc",
        _ => "unknown",
    };
}
