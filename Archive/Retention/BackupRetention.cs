using StreamingTracker.Backup.Archive.Catalog;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Retention;

/// <summary>
/// Removes the backups of an archive that no rule keeps (docs/operations.md, "Retention"): of those that carry the archive's name, each
/// database's on its own. What it doesn't recognise it leaves alone: other names, unknown files, exports of APOC, manifests that can't
/// be read; and files of version 1.0, which say no database, where several databases share the name.
/// </summary>
public sealed class BackupRetention
{
    // Far more than run between two times that backups are removed.
    private const int RunsLookedAt = 10_000;

    private readonly BackupArchiveOptions _archive;
    private readonly ArchiveFolder _folder, _memory;
    private readonly BackupNames _names;
    private readonly Pins _pins;
    private readonly Verifications _verifications;
    private readonly RunHistory _history;
    private readonly DiskReserve _reserve;
    private readonly TimeProvider _time;

    /// <summary>Looks at an archive; nothing is read or made yet.</summary>
    public BackupRetention(BackupArchiveOptions archive, TimeProvider time)
    {
        (_archive, _time) = (archive, time);
        _folder = ArchiveFolder.OfBackups(archive);
        _names = new BackupNames(archive.Name, archive.TimeZone);
        _pins = new Pins(ArchiveFolder.OfState(archive, "pins"));
        _verifications = new Verifications(ArchiveFolder.OfState(archive, "verifications"));
        _memory = ArchiveFolder.OfState(archive, "retention");
        _history = new RunHistory(archive);
        _reserve = new DiskReserve(ArchiveFolder.OfState(archive));
    }

    /// <summary>The databases that there are backups of, under the archive's name, in alphabetical order.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public IReadOnlyList<string> Databases() => Databases(List());

    /// <summary>Decides what stays and what goes; changes nothing.</summary>
    /// <param name="database">The database.</param>
    /// <param name="policy">The rules.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public RetentionPlan Plan(string database, RetentionPolicy policy)
    {
        var (now, all) = (_time.GetUtcNow(), List());
        var isAlone = Databases(all) is [var only] && IsSame(only, database);
        var own = all.Where(backup => backup switch
        {
            { Kind: BackupKind.Version2, Manifest: { } manifest } => IsSame(manifest.Source.Database, database),
            { Kind: BackupKind.Version1 } => isAlone,
            _ => false,
        }).ToList();
        var memory = RetentionMemory.Read(_memory, Key(database));
        var verdicts = RetentionDecision.Decide(policy, _names.Zone, RetentionMemory.Age(memory, own, now), now);
        var runs = _history.Read(RunsLookedAt).Select(run => run.StartedAt);
        return new(database, now, verdicts, RetentionClock.Doubt(now, memory?.Believed, [.. own.Select(backup => backup.CreatedAt)], runs))
        {
            Unread = [.. memory?.Backups.Where(known => all.Any(backup => backup.Unreadable is not null && backup.Name == known.Key)) ?? []],
        };
    }

    /// <summary>
    /// Does what was decided: oldest first, one after the other. Only under the lock of the database. When it breaks off, it has removed
    /// some of them, and <see cref="BackupArchive.SettleLeftoversAsync"/> finishes the one it was at.
    /// </summary>
    /// <param name="plan">What was decided just now.</param>
    /// <param name="trustClock">Whether to go on although the clock is in doubt: somebody has said that it is right.</param>
    /// <param name="runId">The run that does it.</param>
    /// <param name="demandRight">Asked before each removal: throws when the run may remove no more.</param>
    /// <param name="removed">Told of each backup that is gone.</param>
    /// <param name="cancellationToken">Ends it, between two removals.</param>
    /// <exception cref="ClockDoubtedException">Something was to go, and the clock is in doubt; nothing was removed.</exception>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read or written.</exception>
    public async Task ApplyAsync(
        RetentionPlan plan, bool trustClock, string runId, Action demandRight, Action<ArchivedBackup> removed, CancellationToken cancellationToken)
    {
        var isInDoubt = plan.Doubt is not null && !trustClock;
        if (isInDoubt && plan.Removed.Count > 0) throw new ClockDoubtedException(
            plan.Doubt! + ": no backup was removed by its age",
            "If the clock is wrong, set it right. If it is right, say so once: stbackup prune --trust-clock.");

        var removal = new BackupRemoval(_folder, _names);
        foreach (var backup in plan.Removed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            demandRight();
            if (_pins.Has(backup.Name)) continue;
            removal.Remove(backup, runId);
            _verifications.Remove(backup.Name);
            removed(backup);
        }

        // Remembered last, since on a full disk only what was removed makes room for it. A crash before it remembers less, which is no harm.
        if (isInDoubt) return;
        var kept = plan.Verdicts.Where(verdict => verdict.IsKept)
            .Select(verdict => KeyValuePair.Create(verdict.Backup.Name, verdict.Aged.At)).Concat(plan.Unread).ToDictionary();
        await new RetentionMemory(plan.At, kept).WriteAsync(_memory, Key(plan.Database), runId, cancellationToken);
    }

    /// <summary>Keeps some room on the disk for the time when it is full.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written.</exception>
    public Task KeepReserveAsync(string runId, CancellationToken cancellationToken) => _reserve.KeepAsync(runId, cancellationToken);

    /// <summary>Gives that room up.</summary>
    /// <returns>Whether there was any.</returns>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written.</exception>
    public bool ReleaseReserve() => _reserve.Release();

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string[] Databases(IEnumerable<ArchivedBackup> backups) =>
    [
        .. backups.Select(backup => backup.Manifest?.Source.Database).OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase),
    ];

    private List<ArchivedBackup> List() =>
        [.. new BackupCatalog(_folder, _names, _pins, _verifications).List().Where(backup => _names.IsOwn(backup.Name))];

    private string Key(string database) => FileNames.Key(_archive, database);
}
