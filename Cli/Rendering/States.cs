using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>What is said of a backup's kind and state.</summary>
internal static class States
{
    /// <summary>A word or two for a table, with what is wrong if something is.</summary>
    public static string Of(ArchivedBackup backup)
    {
        var kind = backup.Kind switch
        {
            BackupKind.Version1 => "version 1.0",
            BackupKind.Apoc => "APOC",
            BackupKind.Unknown => "unknown",
            _ when backup.Manifest is null || backup.Verification is { IsSound: false } => "damaged",
            _ => backup.Manifest.Consistency.Exact ? "exact" : "fuzzy",
        };
        if (backup.Pinned) kind += ", pinned";
        return backup.Fault is null ? kind : $"{kind}: {Printable.Text(backup.Fault)}";
    }

    /// <summary>A phrase for one backup.</summary>
    public static string Describe(BackupConsistency consistency)
    {
        var attempts = consistency.Attempts == 1 ? "" : $" at attempt {consistency.Attempts}";
        if (consistency.Exact) return $"exact{attempts}: nothing was written meanwhile";
        var dropped = Figures.Count(consistency.DroppedRelationships, "relationship was", "relationships were");
        return $"fuzzy{attempts}: the database was written to meanwhile; {dropped} dropped for want of an end";
    }
}
