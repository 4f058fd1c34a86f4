using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Manifests;

/// <summary>What a manifest can't truthfully say, however well it is written.</summary>
internal static class ManifestRules
{
    // No file system has longer ones.
    private const int LongestName = 255;

    /// <exception cref="CorruptBackupException">The manifest contradicts itself.</exception>
    public static void Check(BackupManifest manifest)
    {
        var (counts, schema) = (manifest.Counts, manifest.Schema);
        DemandNoNulls(counts, schema);
        Demand(IsPlainName(manifest.Data.Name), "the data file's name is a path, or no name");
        Demand(manifest.Data.Bytes >= 0, "the data file's size is negative");
        Demand(manifest.Data.Sha256.Length == 64 && manifest.Data.Sha256.All(char.IsAsciiHexDigitLower), "the data file's hash is no SHA-256");
        Demand(manifest.Digest is null || (manifest.Digest.Length == 32 && manifest.Digest.All(char.IsAsciiHexDigitLower)), "the digest is none");
        Demand(manifest.Compression == "none", $"the compression \"{manifest.Compression}\" is unknown to this program");
        Demand(counts is { Nodes: >= 0, Relationships: >= 0, Properties: >= 0 }, "a count is negative");
        Demand(counts.NodesByLabels.All(set => set.Count > 0) && counts.RelationshipsByType.All(type => type.Count > 0), "a count is not positive");
        Demand(counts.NodesByLabels.Sum(set => (Int128)set.Count) == counts.Nodes, "the nodes by label set are not all nodes");
        Demand(counts.RelationshipsByType.Sum(type => (Int128)type.Count) == counts.Relationships, "the relationships by type are not all");
        Demand(schema.Objects().All(o => Enum.IsDefined(o.Entity)), "a schema object is about neither nodes nor relationships");
        Demand(schema.Objects().DistinctBy(o => o.Name).Count() == schema.Objects().Count(), "two schema objects have one name");
        Demand(manifest.Consistency is { Attempts: > 0, DroppedRelationships: >= 0 }, "the attempts or dropped relationships are negative");
        Demand(!manifest.Consistency.Exact || manifest.Consistency.DroppedRelationships == 0, "it is exact, and relationships were dropped");
    }

    public static bool IsPlainName(string name) =>
        name.Length is > 0 and <= LongestName && name is not ("." or "..") && !name.Any(c => c is '/' or '\\' || char.IsControl(c));

    // The parser refuses a null member, but neither a null item of a list nor a list that is left out.
    private static void DemandNoNulls(GraphCounts counts, GraphSchema schema)
    {
        Demand(!HasNull(counts.NodesByLabels) && !counts.NodesByLabels.Any(set => HasNull(set.Labels)), "a label set is null");
        Demand(!HasNull(counts.RelationshipsByType), "a type is null");
        Demand(!HasNull(schema.Constraints) && !HasNull(schema.Indexes), "a schema object is null");
        Demand(!schema.Objects().Any(o => HasNull(o.LabelsOrTypes) || HasNull(o.Properties) || o.Config is null), "a part of the schema is null");
    }

    private static bool HasNull<T>(IReadOnlyList<T>? items)
        where T : class => items is null || items.Any(item => item is null);

    private static IEnumerable<SchemaObject> Objects(this GraphSchema schema) => schema.Constraints.Concat(schema.Indexes);

    private static Int128 Sum<T>(this IReadOnlyList<T> items, Func<T, Int128> count) => items.Aggregate((Int128)0, (sum, item) => sum + count(item));

    private static void Demand(bool condition, string otherwise)
    {
        if (!condition) throw Corruption.Found($"The manifest is damaged: {otherwise}");
    }
}
