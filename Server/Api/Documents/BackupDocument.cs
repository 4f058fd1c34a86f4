using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Server.Api.Documents;

/// <summary>One backup of the list.</summary>
public sealed record BackupDocument
{
    /// <summary>Its name, by which every other request names it.</summary>
    public required string Name { get; init; }

    /// <summary><c>version2</c>, <c>version1</c> (of the scripts), <c>apoc</c> or <c>unknown</c>.</summary>
    public required BackupKind Kind { get; init; }

    /// <summary>The data file's size.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many nodes it holds; null where only reading it would tell.</summary>
    public required long? Nodes { get; init; }

    /// <summary>How many relationships it holds; null where only reading it would tell.</summary>
    public required long? Relationships { get; init; }

    /// <summary>Whether it is one state of the database; null where nothing tells.</summary>
    public required bool? Exact { get; init; }

    /// <summary>Why it was made, such as <c>scheduled</c>; null where nothing tells.</summary>
    public required string? Reason { get; init; }

    /// <summary>What somebody wanted to be remembered about it.</summary>
    public required string? Note { get; init; }

    /// <summary>Whether it never expires.</summary>
    public required bool Pinned { get; init; }

    /// <summary><c>verified</c> (it was read whole and sound, when it was made or later), <c>unverified</c> or <c>damaged</c>.</summary>
    public required BackupStanding Standing { get; init; }

    /// <summary>When it was read whole last, UTC; null when nobody knows.</summary>
    public required DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>What is wrong with it, at first sight or by its last verification; null for nothing.</summary>
    public required string? Fault { get; init; }

    /// <summary>The document of a backup.</summary>
    public static BackupDocument Of(ArchivedBackup backup) => new()
    {
        Name = backup.Name,
        Kind = backup.Kind,
        Bytes = backup.Bytes,
        CreatedAt = backup.CreatedAt.ToUniversalTime(),
        Nodes = backup.Manifest?.Counts.Nodes,
        Relationships = backup.Manifest?.Counts.Relationships,
        Exact = backup.Manifest?.Consistency.Exact,
        Reason = backup.Manifest?.Reason,
        Note = backup.Manifest?.Note,
        Pinned = backup.Pinned,
        Standing = backup.Standing,
        VerifiedAt = backup.Verification?.At.ToUniversalTime(),
        Fault = backup.Fault,
    };
}

/// <summary>One backup and all that its manifest says.</summary>
/// <param name="Backup">What the list says of it.</param>
/// <param name="Manifest">Its manifest; null for a backup that has none, or a damaged one.</param>
public sealed record BackupDetails(BackupDocument Backup, BackupManifest? Manifest)
{
    /// <summary>The document of a backup.</summary>
    public static BackupDetails Of(ArchivedBackup backup) => new(BackupDocument.Of(backup), backup.Manifest);
}
