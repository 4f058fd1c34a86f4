using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive;

/// <summary>Anything that goes wrong with backups at rest.</summary>
public abstract class ArchiveException(string message, string remedy, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the reader of the message can do about it, as a sentence.</summary>
    public string Remedy { get; } = remedy;
}

/// <summary>No backup goes by that name or number.</summary>
public sealed class BackupNotFoundException(string message, string remedy) : ArchiveException(message, remedy);

/// <summary>A backup is damaged, incomplete, or holds what no backup may hold.</summary>
public sealed class CorruptBackupException(string message, string remedy, Exception? inner = null) : ArchiveException(message, remedy, inner);

/// <summary>The archive's folder cannot be read or written, or its disk is full.</summary>
public sealed class ArchiveUnavailableException(string message, string remedy, Exception? inner = null) : ArchiveException(message, remedy, inner)
{
    /// <summary>Whether the disk is full, or the quota used up.</summary>
    public bool IsDiskFull => InnerException is IOException fault && StorageFault.IsFull(fault);
}

/// <summary>The clock can't be believed, so that no backup's age is known.</summary>
public sealed class ClockDoubtedException(string message, string remedy) : ArchiveException(message, remedy);

/// <summary>A value cannot stand in a backup: no property of Neo4j holds it.</summary>
public sealed class UnsupportedValueException(string message, string remedy) : ArchiveException(message, remedy);

/// <summary>Another run holds the lock of the database.</summary>
public sealed class LockedException(LockHolder holder, string message, string remedy) : ArchiveException(message, remedy)
{
    /// <summary>Who holds it.</summary>
    public LockHolder Holder { get; } = holder;
}

/// <summary>The run held the lock of the database and does so no more; what it was doing must not go on.</summary>
public sealed class LockLostException(string message, string remedy) : ArchiveException(message, remedy);

/// <summary>A restore of the database broke off, and what is asked for must wait until its end is known.</summary>
public sealed class UnfinishedRestoreException(UnfinishedRestore unfinished) : ArchiveException(unfinished.Message, unfinished.Remedy)
{
    /// <summary>The restore.</summary>
    public UnfinishedRestore Unfinished { get; } = unfinished;
}
