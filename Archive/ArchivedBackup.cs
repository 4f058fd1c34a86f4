using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Storage;
using StreamingTracker.Backup.Archive.Verification;

namespace StreamingTracker.Backup.Archive;

/// <summary>One backup in an archive.</summary>
public sealed record ArchivedBackup
{
    /// <summary>The data file's name without its extension: what people call the backup.</summary>
    public required string Name { get; init; }

    /// <summary>The data file.</summary>
    public required string DataPath { get; init; }

    /// <summary>What kind it is.</summary>
    public required BackupKind Kind { get; init; }

    /// <summary>The data file's size in bytes; 0 when it is missing.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was made: the manifest's time, or the one in the file's name read in the archive's zone, or the file's own.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it is pinned: it never expires.</summary>
    public bool Pinned { get; init; }

    /// <summary>The manifest of a version 2 backup; null for other kinds, and for one whose manifest is damaged.</summary>
    public BackupManifest? Manifest { get; init; }

    /// <summary>How it came out when it was last read whole, if that was these very files; null when nobody knows.</summary>
    public BackupVerification? Verification { get; init; }

    /// <summary>What is wrong with it, at first sight or by its last verification, as a sentence; null for nothing.</summary>
    public string? Fault
    {
        get => FaultAtSight ?? Verification?.Fault;
        init => FaultAtSight = value;
    }

    /// <summary>How far it can be counted on.</summary>
    public BackupStanding Standing => Kind == BackupKind.Unknown || Fault is not null ? BackupStanding.Damaged
        : Verification is null ? BackupStanding.Unverified
        : BackupStanding.Verified;

    /// <summary>The disk that it lies on.</summary>
    internal IFileOperations Disk { get; init; } = DiskOperations.Instance;

    /// <summary>What one look finds wrong, whatever a verification found.</summary>
    internal string? FaultAtSight { get; private init; }

    /// <summary>Why its files could not be looked at, which says nothing of what they hold; null when they could.</summary>
    internal ArchiveUnavailableException? Unreadable { get; init; }

    /// <summary>
    /// Opens the data once more, as entities. Somebody may have changed or replaced it since it was verified: a file of another size
    /// is refused here, any other data by the reader, at its end at the latest.
    /// </summary>
    /// <param name="verified">What verification found.</param>
    /// <exception cref="ArchiveUnavailableException">The file cannot be read.</exception>
    /// <exception cref="CorruptBackupException">It is not the data that was verified.</exception>
    public BackupReader OpenReader(VerifiedBackup verified)
    {
        var data = StorageFault.Guard(DataPath, OpenData);
        if (data.Length != Bytes)
        {
            data.Dispose();
            throw HashingReader.OtherData();
        }
        return new BackupReader(new HashingReader(data, Bytes, leaveOpen: false) { Expected = verified.Sha256 }, Kind, DataPath);
    }

    /// <summary>Opens the data as it is.</summary>
    internal Stream OpenData() => Disk.OpenData(DataPath);
}
