namespace StreamingTracker.Backup.Archive;

/// <summary>What kind of backup a file is.</summary>
public enum BackupKind
{
    /// <summary>Format version 2: a data file and its manifest.</summary>
    Version2,

    /// <summary>A file of the version 1.0 scripts: what cypher-shell printed.</summary>
    Version1,

    /// <summary>A file that APOC itself wrote.</summary>
    Apoc,

    /// <summary>None of these, or without what it needs.</summary>
    Unknown,
}
