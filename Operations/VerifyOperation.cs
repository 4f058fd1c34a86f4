using System.Runtime.CompilerServices;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Operations;

/// <summary>How the verification of one backup came out: one of <see cref="Sound"/> and <see cref="Failure"/> is there.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="Sound">What was found in it; null when it is not sound.</param>
/// <param name="Failure">What is wrong with it; null when it is sound.</param>
public sealed record VerifyOutcome(ArchivedBackup Backup, VerifiedBackup? Sound, Failure? Failure);

/// <summary>Reads backups whole and says whether they are sound.</summary>
public sealed class VerifyOperation(OperationSettings settings, TimeProvider time)
{
    private readonly BackupArchive _archive = new(settings.Archive, time);

    /// <summary>Verifies one backup; the newest when <paramref name="nameOrNumber"/> is null.</summary>
    /// <exception cref="BackupNotFoundException">There is none.</exception>
    public async Task<VerifyOutcome> VerifyAsync(string? nameOrNumber, CancellationToken cancellationToken) =>
        await VerifyAsync(_archive.Find(nameOrNumber ?? "1"), cancellationToken);

    /// <summary>Verifies every backup, newest first, each told as soon as it is done. Files of no known kind are left out.</summary>
    public async IAsyncEnumerable<VerifyOutcome> VerifyAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var backup in _archive.List().Where(backup => backup.Kind != BackupKind.Unknown))
            yield return await VerifyAsync(backup, cancellationToken);
    }

    private static async Task<VerifyOutcome> VerifyAsync(ArchivedBackup backup, CancellationToken cancellationToken)
    {
        try
        {
            return new(backup, await Verification.OfArchivedAsync(backup, cancellationToken), null);
        }
        catch (ArchiveException e)
        {
            return new(backup, null, FailureMap.Explain(e));
        }
    }
}
