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
public sealed record VerifyOutcome(ArchivedBackup Backup, VerifiedBackup? Sound, Failure? Failure, bool IsRestored = false);

/// <summary>Reads backups whole and says whether they are sound.</summary>
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
        return await VerifyAsync(backup, run, cancellationToken);
    }

    /// <summary>Verifies every backup, newest first; files of no known kind are left out. The run fails for the first one's reason.</summary>
    /// <param name="told">Told of each as soon as it is done.</param>
    /// <param name="run">The run, which is filled.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<VerifyOutcome>> VerifyAllAsync(Action<VerifyOutcome> told, Run run, CancellationToken cancellationToken)
    {
        var outcomes = new List<VerifyOutcome>();
        foreach (var backup in _archive.List().Where(backup => backup.Kind != BackupKind.Unknown))
        {
            outcomes.Add(await VerifyAsync(backup, run, cancellationToken));
            told(outcomes[^1]);
        }

        return outcomes;
    }

    private async Task<VerifyOutcome> VerifyAsync(ArchivedBackup backup, Run run, CancellationToken cancellationToken)
    {
        run.Enter("verify");
        try
        {
            var sound = await Verification.OfArchivedAsync(backup, cancellationToken);
            run.Advance(sound.Counts.Nodes + sound.Counts.Relationships);
            if (drill is not null) await drill.DoAsync(backup, sound, run, cancellationToken);
            run.Facts = run.Facts with
            {
                Verified = (run.Facts.Verified ?? 0) + 1,
                Nodes = run.Facts.Nodes + sound.Counts.Nodes,
                Relationships = run.Facts.Relationships + sound.Counts.Relationships,
                Bytes = run.Facts.Bytes + backup.Bytes,
            };
            return new(backup, sound, null, IsRestored: drill is not null);
        }
        catch (Exception e) when (e is ArchiveException or DrillMismatchException)
        {
            var failure = FailureMap.Explain(e);
            run.Failure ??= failure;
            run.Facts = run.Facts with { Verified = (run.Facts.Verified ?? 0) + 1, Unsound = [.. run.Facts.Unsound ?? [], backup.Name] };
            return new(backup, null, failure);
        }
        finally
        {
            run.Leave();
        }
    }
}
