using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations;

/// <summary>How the verification of one backup came out: one of <see cref="Sound"/> and <see cref="Failure"/> is there.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="Sound">What was found in it; null when it is not sound.</param>
/// <param name="Failure">What is wrong with it; null when it is sound.</param>
/// <param name="IsRestored">Whether it was restored into a scratch database as well, and came out equal.</param>
/// <param name="IsRead">Whether it could be read: else the failure says nothing about the backup itself.</param>
/// <param name="NotRecorded">Why the archive does not know of it from now on, as a sentence; null when it does.</param>
public sealed record VerifyOutcome(
    ArchivedBackup Backup, VerifiedBackup? Sound, Failure? Failure, bool IsRestored = false, bool IsRead = true, string? NotRecorded = null)
{
    /// <summary>The one failure to tell of: the first of a backup that was read and is not sound, else the first of all.</summary>
    /// <returns>Null when there is none.</returns>
    public static Failure? Gravest(IReadOnlyList<VerifyOutcome> outcomes) =>
        outcomes.Where(outcome => outcome.Failure is not null).MaxBy(outcome => outcome.IsRead)?.Failure;
}

/// <summary>
/// Reads backups whole and says whether they are sound. The archive remembers it: a damaged one is no good backup any more, until it is
/// found sound again. What can't be read at the moment is a failure of the run and no damage. No lock is needed: nothing is changed.
/// </summary>
/// <param name="settings">Which archive.</param>
/// <param name="time">The clock.</param>
/// <param name="drill">Restores each sound one as well; null (the default): reading is enough.</param>
public sealed class VerifyOperation(OperationSettings settings, TimeProvider time, Drill? drill = null)
{
    private readonly BackupArchive _archive = new(settings.Archive, time);

    /// <summary>Verifies one backup. When it is not sound, the run fails for its reason.</summary>
    /// <param name="nameOrNumber">Its name or number; null for the newest.</param>
    /// <param name="run">The run, which is filled.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="BackupNotFoundException">There is none.</exception>
    public async Task<VerifyOutcome> VerifyAsync(string? nameOrNumber, Run run, CancellationToken cancellationToken)
    {
        var backup = _archive.Find(nameOrNumber ?? "1");
        run.Facts = run.Facts with { Backup = backup.Name };
        var outcome = await VerifyAsync(backup, run, cancellationToken);
        run.Failure = outcome.Failure;
        return outcome;
    }

    /// <summary>Verifies every backup, newest first; files of no known kind are left out. The run fails for the gravest reason.</summary>
    /// <param name="told">Told of each as soon as it is done.</param>
    /// <param name="run">The run, which is filled.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<VerifyOutcome>> VerifyAllAsync(Action<VerifyOutcome> told, Run run, CancellationToken cancellationToken)
    {
        var outcomes = new List<VerifyOutcome>();
        foreach (var backup in _archive.List().Where(backup => backup.Kind != BackupKind.Unknown))
        {
            if (await VerifyUnlessGoneAsync(backup, run, cancellationToken) is not { } outcome) continue;
            outcomes.Add(outcome);
            told(outcome);
        }

        run.Failure = VerifyOutcome.Gravest(outcomes);
        return outcomes;
    }

    /// <summary>Null for a backup that was removed since it was listed: that it can't be read is no fault.</summary>
    private async Task<VerifyOutcome?> VerifyUnlessGoneAsync(ArchivedBackup backup, Run run, CancellationToken cancellationToken)
    {
        var facts = run.Facts;
        var outcome = await VerifyAsync(backup, run, cancellationToken);
        if (outcome.Failure is null || IsThere(backup.Name)) return outcome;
        run.Facts = facts;
        return null;
    }

    private bool IsThere(string name)
    {
        try
        {
            return _archive.Find(name).Name == name;
        }
        catch (BackupNotFoundException)
        {
            return false;
        }
    }

    private async Task<VerifyOutcome> VerifyAsync(ArchivedBackup backup, Run run, CancellationToken cancellationToken)
    {
        run.Enter("verify");
        try
        {
            var sound = await Verification.OfArchivedAsync(backup, cancellationToken);
            run.Advance(sound.Counts.Nodes + sound.Counts.Relationships);
            var notRecorded = await RecordAsync(backup, fault: null, run, cancellationToken);
            if (drill is not null) await drill.DoAsync(backup, sound, run, cancellationToken);
            run.Facts = run.Facts with
            {
                Verified = (run.Facts.Verified ?? 0) + 1,
                Nodes = run.Facts.Nodes + sound.Counts.Nodes,
                Relationships = run.Facts.Relationships + sound.Counts.Relationships,
                Bytes = run.Facts.Bytes + backup.Bytes,
            };
            return new(backup, sound, null, IsRestored: drill is not null, NotRecorded: notRecorded);
        }
        catch (Exception e) when (e is ArchiveException or DrillMismatchException)
        {
            var failure = FailureMap.Explain(e);
            if (e is ArchiveUnavailableException) return new(backup, null, failure, IsRead: false);
            run.Facts = run.Facts with { Verified = (run.Facts.Verified ?? 0) + 1, Unsound = [.. run.Facts.Unsound ?? [], backup.Name] };
            var isDamaged = e is CorruptBackupException && IsThere(backup.Name);
            var fault = (e.InnerException?.Message ?? e.Message).TrimEnd('.') + ".";
            return new(backup, null, failure, NotRecorded: isDamaged ? await RecordAsync(backup, fault, run, cancellationToken) : null);
        }
        finally
        {
            run.Leave();
        }
    }

    /// <returns>Why it could not be recorded: a verification is for archives on read-only media, too.</returns>
    private async Task<string?> RecordAsync(ArchivedBackup backup, string? fault, Run run, CancellationToken cancellationToken)
    {
        try
        {
            await _archive.RecordVerificationAsync(backup, new(time.GetUtcNow(), run.Order.RunId, fault), cancellationToken);
            return null;
        }
        catch (ArchiveUnavailableException e)
        {
            return FailureMap.Explain(e).Message;
        }
    }
}
