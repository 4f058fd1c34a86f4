using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Operations.Schedules;

/// <summary>What the archive knows of a database's scheduled backups, or verifications. What is due is judged by this alone, never by a memory of its own.</summary>
/// <param name="kind">Backups or verifications.</param>
/// <param name="archive">The archive.</param>
/// <param name="database">The configured database; null for the user's home database.</param>
/// <param name="time">The clock.</param>
public sealed class ScheduledRuns(RunKind kind, BackupArchiveOptions archive, string? database, TimeProvider time)
{
    /// <summary>What <c>Trigger</c> and a manifest's <c>Reason</c> say of a scheduled run.</summary>
    public const string Trigger = "scheduled";

    /// <summary>How many runs one due time can have: one when it is due, others at later starts, while none has completed.</summary>
    public const int MostAttempts = 3;

    // Far more than end between two times that are due; a backup that none of them made has its manifest.
    private const int RunsLookedAt = 1_000;

    private readonly BackupArchive _backups = new(archive, time);
    private readonly RunHistory _history = new(archive);
    private readonly AcceptedRuns _accepted = new(archive, database);

    /// <summary>The run that is in a scheduled one's way; null when none is.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public AcceptedRun? InTheWay => BusyRun.OfScheduled(kind, _accepted, _history);

    private IReadOnlyList<AcceptedRun> Accepted => _accepted.List();

    /// <summary>
    /// The id of a due time's run, the same wherever it is asked for: two schedulers ask for one backup.
    /// </summary>
    /// <param name="due">When it was due, without jitter.</param>
    /// <param name="attempt">From 0; below <see cref="MostAttempts"/>.</param>
    public string RunId(DateTimeOffset due, int attempt)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{archive.Name}\n{database?.ToLowerInvariant()}\n{due.ToUnixTimeSeconds()}\n{attempt}{(kind == RunKind.Verify ? "\nverify" : "")}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
    }

    /// <summary>Whether the archive knows a run: accepted, or ended however it may be.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public bool Knows(string runId) =>
        Accepted.Any(run => run.RunId == runId) || _history.Find(runId) is not null || _backups.FindByRun(runId) is not null;

    /// <summary>
    /// Whether a run has ended without what it was for, and somebody may ask for it once more under another id. A verification that
    /// found damage has done what it was for.
    /// </summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public bool Failed(string runId) =>
        _history.Find(runId) is { Outcome: not RunOutcome.Completed, Unsound: null } && Accepted.All(run => run.RunId != runId) && _backups.FindByRun(runId) is null;

    /// <summary>Whether a scheduled run that began at a moment or later has done what it was for.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public bool CompletedSince(DateTimeOffset moment) =>
        _history.Read(RunsLookedAt).Any(run => IsOwn(run) && (run.Outcome == RunOutcome.Completed || run.Unsound is not null) && run.StartedAt >= moment)
        || _backups.List().Any(backup => IsOwn(backup) && backup.Manifest!.StartedAt >= moment);

    /// <summary>The last scheduled run that has ended; null when there is none.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public RunRecord? Last() => _history.Read(RunsLookedAt).FirstOrDefault(IsOwn);

    // Several databases may share the archive: the name and the database together tell them apart.
    private bool IsOwn(RunRecord run) =>
        run.Kind == kind && run.Trigger == Trigger && (run.Backup is null || IsOwnName(run.Backup)) && IsOwnDatabase(run.Database);

    private bool IsOwn(ArchivedBackup backup) =>
        kind == RunKind.Backup && backup is { Fault: null, Manifest: { Reason: Trigger } manifest } && IsOwnName(backup.Name) && IsOwnDatabase(manifest.Source.Database);

    private bool IsOwnName(string backup) => backup.StartsWith(archive.Name + "-backup-", StringComparison.Ordinal);

    private bool IsOwnDatabase(string? name) =>
        name is null || database is null || name.Equals(database, StringComparison.OrdinalIgnoreCase);
}
