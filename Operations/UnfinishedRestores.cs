using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Operations;

/// <summary>Says which restores are not finished, to whoever looks at the archive.</summary>
public static class UnfinishedRestores
{
    /// <summary>Looks. One that a process is doing at this moment, as far as can be seen, is none.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="database">Of this database alone; null for any in the archive's folder.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public static IReadOnlyList<Failure> Find(BackupArchiveOptions archive, string? database) =>
    [
        .. new RestoreJournals(archive).Unfinished(database).Where(found => !IsGoingOn(archive, found))
            .Select(found => FailureMap.Explain(new UnfinishedRestoreException(found))),
    ];

    private static bool IsGoingOn(BackupArchiveOptions archive, UnfinishedRestore unfinished) =>
        unfinished.Journal is { } journal && DatabaseLock.Look(archive, journal.Database) is not null;
}
