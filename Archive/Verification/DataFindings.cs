using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Archive.Verification;

/// <summary>What a data file was found to hold.</summary>
/// <param name="Counts">Counted line by line.</param>
/// <param name="Digest">The graph's digest, taken from what the lines say.</param>
/// <param name="Bytes">The file's size.</param>
/// <param name="Sha256">The file's hash, in lower-case hexadecimal.</param>
/// <param name="Announced">How much the data says of itself that it holds; null when it says nothing.</param>
internal sealed record DataFindings(GraphCounts Counts, string Digest, long Bytes, string Sha256, (long Nodes, long Relationships)? Announced)
{
    /// <exception cref="CorruptBackupException">The manifest says otherwise.</exception>
    public void DemandEqual(BackupManifest manifest)
    {
        var says = manifest.Counts;
        DemandSame("bytes", manifest.Data.Bytes, Bytes);
        DemandSame("nodes", says.Nodes, Counts.Nodes);
        DemandSame("relationships", says.Relationships, Counts.Relationships);
        DemandSame("properties", says.Properties, Counts.Properties);
        DemandSame("nodes by labels", Text(says.NodesByLabels), Text(Counts.NodesByLabels));
        DemandSame("relationships by type", Text(says.RelationshipsByType), Text(Counts.RelationshipsByType));
        if (manifest.Digest is { } digest) DemandSame("digest", digest, Digest);
        DemandSame("SHA-256", manifest.Data.Sha256, Sha256);
    }

    /// <exception cref="CorruptBackupException">The data itself says otherwise.</exception>
    public void DemandAnnounced()
    {
        if (Announced is not { } announced) return;
        if (announced != (Counts.Nodes, Counts.Relationships)) throw Corruption.Found(
            $"The file announces {announced.Nodes} nodes and {announced.Relationships} relationships, " +
            $"and holds {Counts.Nodes} and {Counts.Relationships}");
    }

    private static void DemandSame<T>(string what, T inManifest, T inData)
    {
        if (!Equals(inManifest, inData)) throw Corruption.Found($"The data is not what the manifest says: {what} {inData} instead of {inManifest}");
    }

    private static string Text(IEnumerable<LabelSetCount> counts) =>
        string.Join("; ", counts.Select(count => $"[{string.Join(',', count.Labels.Select(label => $"\"{label}\""))}]: {count.Count}"));

    private static string Text(IEnumerable<TypeCount> counts) => string.Join("; ", counts.Select(count => $"\"{count.Type}\": {count.Count}"));
}
