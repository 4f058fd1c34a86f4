using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Operations.Restores;

/// <summary>A journal while it is open, and the pin of its safety backup with it. Only under the database's lock.</summary>
internal sealed class OpenJournal
{
    private readonly BackupArchive _archive;
    private readonly RestoreJournals _journals;
    private readonly TimeProvider _time;

    private OpenJournal(OperationSettings settings, TimeProvider time, RestoreJournal said)
    {
        (_archive, _journals, _time) = (new(settings.Archive, time), new(settings.Archive), time);
        Says = said;
    }

    /// <summary>What it says.</summary>
    public RestoreJournal Says { get; private set; }

    /// <summary>
    /// Opens one. The pin comes after the journal and goes before it: a crash in between leaves a safety backup that the journal
    /// alone protects, and never a pin that nobody knows of.
    /// </summary>
    public static async Task<OpenJournal> OpenAsync(OperationSettings settings, TimeProvider time, RestoreJournal journal, CancellationToken cancellationToken)
    {
        var open = new OpenJournal(settings, time, journal);
        await open._journals.WriteAsync(journal, cancellationToken);
        open.Pin();
        return open;
    }

    /// <summary>Goes on with one that an earlier run has left.</summary>
    public static OpenJournal GoOn(OperationSettings settings, TimeProvider time, RestoreJournal journal)
    {
        var open = new OpenJournal(settings, time, journal);
        open.Pin();
        return open;
    }

    /// <summary>Writes down whether the database holds what others wrote, and nothing else does.</summary>
    public async Task NoteWritesAsync(bool unsaved)
    {
        Says = Says with { UnsavedWrites = unsaved };
        await _journals.WriteAsync(Says, CancellationToken.None);
    }

    /// <summary>Closes it: what the database holds is certain.</summary>
    public async Task CloseAsync(JournalOutcome outcome, string runId)
    {
        if (Says is { UnpinSafetyBackup: true, SafetyBackup: { } safety } && IsThere(safety)) _archive.Unpin(safety.Name);
        Says = Says with { Outcome = outcome, ClosedAt = _time.GetUtcNow(), ClosedByRun = runId };
        await _journals.WriteAsync(Says, CancellationToken.None);
    }

    private void Pin()
    {
        if (Says is { UnpinSafetyBackup: true, SafetyBackup: { } safety } && IsThere(safety)) _archive.Pin(safety.Name);
    }

    // One that somebody has deleted is said where it is needed.
    private bool IsThere(JournalledBackup backup) => _archive.List().Any(archived => archived.Name == backup.Name);
}
