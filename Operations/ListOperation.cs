using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Operations;

/// <summary>Says what is in the archive.</summary>
public sealed class ListOperation(OperationSettings settings, TimeProvider time)
{
    private readonly BackupArchive _archive = new(settings.Archive, time);

    /// <summary>Everything in the archive, newest first, whatever its kind; numbered from 1 in this order.</summary>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be read.</exception>
    public IReadOnlyList<ArchivedBackup> List() => _archive.List();

    /// <summary>The newest backup of this program in which nothing is wrong at first sight; null when there is none.</summary>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be read.</exception>
    public ArchivedBackup? NewestGood() => List().FirstOrDefault(backup => backup is { Kind: BackupKind.Version2, Fault: null });

    /// <summary>One backup, by name (with or without extension) or number.</summary>
    /// <exception cref="BackupNotFoundException">There is none.</exception>
    public ArchivedBackup Find(string nameOrNumber) => _archive.Find(nameOrNumber);
}
