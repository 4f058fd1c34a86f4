using StreamingTracker.Backup.Archive.Legacy;

namespace StreamingTracker.Backup.Archive.Catalog;

/// <summary>Tells what a file without a manifest is by its first bytes.</summary>
internal static class FileBeginning
{
    public static BackupKind Kind(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(CypherShellHeader.Beginning) ? BackupKind.Version1
        : bytes.StartsWith("{\"type\":\"node\","u8) || bytes.StartsWith("{\"type\":\"relationship\","u8) ? BackupKind.Apoc
        : BackupKind.Unknown;
}
