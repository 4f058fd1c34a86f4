namespace StreamingTracker.Backup.Archive.Manifests;

/// <summary>What a backup says of itself (docs/format.md, "The manifest").</summary>
public sealed record BackupManifest
{
    /// <summary>The format version that this program writes.</summary>
    public const int CurrentFormatVersion = 2;

    /// <summary>The format version; 2.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The data file.</summary>
    public required BackupFile Data { get; init; }

    /// <summary>The run that made the backup.</summary>
    public required string RunId { get; init; }

    /// <summary>Its trace; null when nothing was traced.</summary>
    public string? TraceId { get; init; }

    /// <summary>When the run began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the export ended, UTC: the backup's place in every order, and its age.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Which program wrote it, with its version.</summary>
    public required string WrittenBy { get; init; }

    /// <summary>Where the graph came from.</summary>
    public required BackupSource Source { get; init; }

    /// <summary>How much the graph holds.</summary>
    public required GraphCounts Counts { get; init; }

    /// <summary>The digest of the graph: 32 lower-case hexadecimal digits; null in backups that were made without one.</summary>
    public string? Digest { get; init; }

    /// <summary>The schema.</summary>
    public required GraphSchema Schema { get; init; }

    /// <summary>Whether the export saw one state of the database, and what shows it.</summary>
    public required BackupConsistency Consistency { get; init; }

    /// <summary>How the data file is compressed; <c>none</c>.</summary>
    public string Compression { get; init; } = "none";

    /// <summary>Why it was made: <c>manual</c>, <c>scheduled</c>, <c>safety</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>What somebody wanted to be remembered about it.</summary>
    public string? Note { get; init; }
}

/// <summary>A file of a backup.</summary>
/// <param name="Name">The file's name, without a folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hexadecimal.</param>
public sealed record BackupFile(string Name, long Bytes, string Sha256);

/// <summary>Where a graph came from.</summary>
/// <param name="Database">The database's name.</param>
/// <param name="DatabaseId">The database's own id (<c>db.info</c>); null where the server gives none.</param>
/// <param name="ServerVersion">Such as <c>5.26.30</c>.</param>
/// <param name="Edition">Such as <c>community</c>.</param>
public sealed record BackupSource(string Database, string? DatabaseId, string ServerVersion, string Edition);

/// <summary>Whether an export saw one state of the database.</summary>
/// <param name="Exact">True when nothing was committed between the first look and the last.</param>
/// <param name="Attempts">How many exports it took, from 1.</param>
/// <param name="DroppedRelationships">Relationships left out since an end of theirs was not among the nodes; 0 when exact.</param>
public sealed record BackupConsistency(bool Exact, int Attempts, long DroppedRelationships);
