using StreamingTracker.Backup.Archive.Catalog;
using StreamingTracker.Backup.Archive.Publication;
using StreamingTracker.Backup.Archive.Retention;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive;

/// <summary>The backups of a folder.</summary>
public sealed class BackupArchive
{
    private readonly BackupNames _names;
    private readonly ArchiveFolder _folder;
    private readonly ManifestRuns _runs;
    private readonly Pins _pins;
    private readonly Verifications _verifications;
    private readonly StateLeftovers _stateLeftovers;
    private readonly TimeProvider _time;

    /// <summary>Looks at a folder; nothing is read or made yet.</summary>
    /// <exception cref="ArgumentException">The options' name or time zone is none.</exception>
    public BackupArchive(BackupArchiveOptions options, TimeProvider time)
    {
        _names = new BackupNames(options.Name, options.TimeZone);
        _folder = ArchiveFolder.OfBackups(options);
        _runs = new ManifestRuns(_folder);
        _pins = new Pins(ArchiveFolder.OfState(options, "pins"));
        _verifications = new Verifications(ArchiveFolder.OfState(options, "verifications"));
        _stateLeftovers = new StateLeftovers(options, _names, _verifications);
        _time = time;
    }

    private BackupCatalog Catalog => new(_folder, _names, _pins, _verifications);

    /// <summary>
    /// Ends what runs that are no more have left: a publication that only lacked its renames is completed, other partial files of
    /// ours go, and so does what is left of a backup that was being removed, and beside the backups. What a living run is writing stays as
    /// it is. Does nothing when there is nothing; may be called at any time.
    /// </summary>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be read or written.</exception>
    public async Task SettleLeftoversAsync(CancellationToken cancellationToken)
    {
        new BackupRemoval(_folder, _names).FinishAll();
        await new Leftovers(_folder, _names).SettleAsync(cancellationToken);
        _stateLeftovers.Remove();
    }

    /// <summary>Begins a backup: a partial data file that becomes a backup by <see cref="BackupPublication.PublishAsync"/>.</summary>
    /// <param name="runId">32 lower-case hexadecimal digits, by which the run's partial files are recognised.</param>
    /// <exception cref="ArgumentException">The run's id has another form.</exception>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be written.</exception>
    public BackupPublication BeginBackup(string runId)
    {
        if (!BackupNames.IsRunId(runId)) throw new ArgumentException($"'{runId}' is not 32 lower-case hexadecimal digits", nameof(runId));
        _folder.Create();
        return BackupPublication.Begin(_folder, _names, _time.GetUtcNow(), runId);
    }

    /// <summary>
    /// Every data file and manifest in the folder, newest first. A file that nobody recognises is listed too, as unknown; a damaged
    /// manifest says so.
    /// </summary>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be read.</exception>
    public IReadOnlyList<ArchivedBackup> List() => Catalog.List();

    /// <summary>Finds a backup by its name, with or without extension, or by its number in <see cref="List"/> (from 1).</summary>
    /// <exception cref="BackupNotFoundException">There is none.</exception>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be read.</exception>
    public ArchivedBackup Find(string nameOrNumber) => Catalog.Find(nameOrNumber);

    /// <summary>
    /// Finds the backup that a run has made; null when there is none. The first call reads every manifest, later ones those that are new.
    /// </summary>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be read.</exception>
    public ArchivedBackup? FindByRun(string runId) =>
        _runs.BackupsOf(runId).Select(Catalog.TryFind).FirstOrDefault(backup => backup?.Manifest?.RunId == runId && backup.Fault is null);

    /// <summary>Pins a backup durably, so that it never expires. One that is pinned stays so.</summary>
    /// <param name="nameOrNumber">As in <see cref="Find"/>.</param>
    /// <exception cref="BackupNotFoundException">There is none.</exception>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be read or written.</exception>
    public void Pin(string nameOrNumber) => _pins.Add(Find(nameOrNumber).Name);

    /// <summary>Takes a backup's pin away, durably. One that is not pinned stays so.</summary>
    /// <inheritdoc cref="Pin"/>
    public void Unpin(string nameOrNumber) => _pins.Remove(Find(nameOrNumber).Name);

    /// <summary>
    /// Records durably how a backup came out when it was read whole: one that is not sound has that as its fault from then on, until
    /// it is found sound or other data takes its place. Of one whose fault is seen at first sight there is nothing to record.
    /// </summary>
    /// <exception cref="ArchiveUnavailableException">The folder cannot be written.</exception>
    public Task RecordVerificationAsync(ArchivedBackup backup, BackupVerification verification, CancellationToken cancellationToken) =>
        backup.FaultAtSight is null ? _verifications.AddAsync(backup, verification, cancellationToken) : Task.CompletedTask;
}
