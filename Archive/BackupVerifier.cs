using System.Security.Cryptography;
using StreamingTracker.Backup.Archive.Digests;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Storage;
using StreamingTracker.Backup.Archive.Verification;

namespace StreamingTracker.Backup.Archive;

/// <summary>Checks a backup at rest.</summary>
public static class BackupVerifier
{
    private static readonly string[] LegacyLosses =
    [
        "Types: where lines name none, dates, times, durations, byte arrays and floats that are not finite come back as text.",
        "Schema: the file holds no constraints and no indexes.",
        "Proof: the file holds no checksum; that it is sound is all that can be said.",
    ];

    /// <summary>
    /// Reads the whole backup: manifest and hash, every line, every value, unique ids, present endpoints, counts, digest.
    /// </summary>
    /// <returns>The counts of what is really there, and what the kind of file could not hold (for version 1.0 and APOC).</returns>
    /// <exception cref="CorruptBackupException">The first fault found.</exception>
    /// <exception cref="ArchiveUnavailableException">A file cannot be read.</exception>
    public static async Task<VerifiedBackup> VerifyAsync(ArchivedBackup backup, CancellationToken cancellationToken)
    {
        if (backup.Unreadable is { } unreadable) throw unreadable;
        if (backup.FaultAtSight is { } fault) throw Corruption.Found(fault);
        var data = StorageFault.Guard(backup.DataPath, backup.OpenData);
        var found = await DataCheck.ReadAsync(new HashingReader(data, backup.Bytes, leaveOpen: false), backup.Kind, backup.DataPath, cancellationToken);
        if (backup.Manifest is not { } manifest)
        {
            found.DemandAnnounced();
            return new VerifiedBackup(found.Counts, found.Digest, found.Sha256, null, LegacyLosses);
        }
        found.DemandEqual(manifest);
        return new VerifiedBackup(found.Counts, found.Digest, found.Sha256, manifest.Schema, []);
    }
}

/// <summary>A backup that has been read whole and found sound.</summary>
/// <param name="Counts">What it holds.</param>
/// <param name="Digest">The digest of its graph: 32 lower-case hexadecimal digits.</param>
/// <param name="Sha256">The SHA-256 of its data file, in lower-case hexadecimal.</param>
/// <param name="Schema">Its schema; null for kinds that hold none.</param>
/// <param name="Losses">What its kind could not hold, as sentences: empty for version 2.</param>
public sealed record VerifiedBackup(GraphCounts Counts, string Digest, string Sha256, GraphSchema? Schema, IReadOnlyList<string> Losses)
{
    /// <summary>What a backup of a graph without a node would be found to hold.</summary>
    public static VerifiedBackup OfNothing(GraphSchema schema) =>
        new(new GraphCounts(), new GraphHasher().Digest(), Convert.ToHexStringLower(SHA256.HashData([])), schema, []);
}
