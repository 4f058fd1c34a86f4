using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Operations.Restores;

/// <summary>
/// A journal from before it is opened until it is closed, and the pin of its safety backup with it. Only under the database's lock, for
/// which it looks before each change: whoever has lost it must not write what was so before over what is so now.
/// </summary>
internal sealed class OpenJournal
{
    private readonly BackupArchive _archive;
    private readonly RestoreJournals _journals;
    private readonly TimeProvider _time;
    private readonly DatabaseLock _held;

    private bool _isWritten;

    /// <summary>Writes nothing yet.</summary>
    /// <param name="settings">Which archive.</param>
    /// <param name="time">The clock.</param>
    /// <param name="held">The database's lock.</param>
    /// <param name="says">What it says.</param>
    /// <param name="isWritten">Whether an earlier run has written it.</param>
    public OpenJournal(OperationSettings settings, TimeProvider time, DatabaseLock held, RestoreJournal says, bool isWritten)
    {
        (_archive, _journals, _time, _held) = (new(settings.Archive, time), new(settings.Archive), time, held);
        (Says, _isWritten) = (says, isWritten);
    }

    /// <summary>What it says.</summary>
    public RestoreJournal Says { get; private set; }

    /// <summary>
    /// Opens it. The pin comes after the journal and goes before it: a crash in between leaves a safety backup that the journal
    /// alone protects, and never a pin that nobody knows of.
    /// </summary>
    /// <exception cref="LockLostException">The lock is not held any more.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _held.DemandHeld();
        if (!_isWritten) await _journals.WriteAsync(Says, cancellationToken);
        _isWritten = true;
        if (Says is { UnpinSafetyBackup: true, SafetyBackup: { } safety } && IsThere(safety)) _archive.Pin(safety.Name);
    }

    /// <summary>Looks whether it is open, as the next run will: writing it may have failed after the disk had it, or before.</summary>
    /// <returns>True also when the disk does not say.</returns>
    public bool IsFoundOpen()
    {
        try
        {
            return _journals.Unfinished(Says.Database).Count > 0;
        }
        catch (ArchiveUnavailableException)
        {
            return true;
        }
    }

    /// <summary>Writes down whether the database holds what others wrote, and nothing else does.</summary>
    /// <exception cref="LockLostException">The lock is not held any more.</exception>
    public async Task NoteWritesAsync(bool unsaved)
    {
        _held.DemandHeld();
        await WriteAsync(Says with { UnsavedWrites = unsaved });
    }

    /// <summary>Closes it: what the database holds is certain.</summary>
    /// <exception cref="LockLostException">The lock is not held any more.</exception>
    public async Task CloseAsync(JournalOutcome outcome, string runId)
    {
        _held.DemandHeld();
        if (Says is { UnpinSafetyBackup: true, SafetyBackup: { } safety } && IsThere(safety)) _archive.Unpin(safety.Name);
        await WriteAsync(Says with { Outcome = outcome, ClosedAt = _time.GetUtcNow(), ClosedByRun = runId });
    }

    // What it says is what the disk holds for certain.
    private async Task WriteAsync(RestoreJournal says)
    {
        await _journals.WriteAsync(says, CancellationToken.None);
        Says = says;
    }

    // One that somebody has deleted is said where it is needed.
    private bool IsThere(JournalledBackup backup) => _archive.List().Any(archived => archived.Name == backup.Name);
}
