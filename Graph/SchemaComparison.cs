using System.Collections;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Graph;

/// <summary>Compares schemas by what they do; the server's own statements are left aside.</summary>
public static class SchemaComparison
{
    /// <summary>Whether two constraints or indexes are alike in name, kind, labels or types, properties, provider and every setting.</summary>
    public static bool AreEqual(SchemaObject left, SchemaObject right) =>
        IsSameButForOptions(left, right) && left.Provider == right.Provider &&
        left.Config.Count == right.Config.Count && HasSettingsOf(left, right);

    /// <summary>
    /// Whether <paramref name="restored"/> is what a server makes of <paramref name="backedUp"/>: equal, but for a newer version
    /// of the same provider and settings that the backup does not name, both of which the server chooses itself.
    /// </summary>
    public static bool IsRestorationOf(SchemaObject restored, SchemaObject backedUp) =>
        IsSameButForOptions(restored, backedUp) && IsSameOrNewer(restored.Provider, backedUp.Provider) && HasSettingsOf(backedUp, restored);

    /// <summary>What a database lacks of a backup's schema, has beyond it, or has otherwise: one sentence each, none when it was restored.</summary>
    public static IReadOnlyList<string> Differences(GraphSchema backedUp, GraphSchema restored) =>
        [.. Differences("Constraint", backedUp.Constraints, restored.Constraints), .. Differences("Index", backedUp.Indexes, restored.Indexes)];

    private static IEnumerable<string> Differences(string what, IReadOnlyList<SchemaObject> backedUp, IReadOnlyList<SchemaObject> restored)
    {
        var found = restored.ToDictionary(o => o.Name, StringComparer.Ordinal);
        foreach (var wanted in backedUp)
        {
            if (!found.Remove(wanted.Name, out var candidate)) yield return $"{what} `{wanted.Name}` is missing.";
            else if (!IsRestorationOf(candidate, wanted)) yield return $"{what} `{wanted.Name}` is not as it was backed up.";
        }

        foreach (var name in found.Keys) yield return $"{what} `{name}` is not in the backup.";
    }

    private static bool IsSameButForOptions(SchemaObject left, SchemaObject right) =>
        left.Name == right.Name && left.Kind == right.Kind && left.Entity == right.Entity &&
        left.LabelsOrTypes.SequenceEqual(right.LabelsOrTypes) && left.Properties.SequenceEqual(right.Properties);

    private static bool HasSettingsOf(SchemaObject wanted, SchemaObject found) =>
        wanted.Config.All(setting => found.Config.TryGetValue(setting.Key, out var value) && AreEqualSettings(setting.Value, value));

    private static bool AreEqualSettings(object left, object right) => (left, right) switch
    {
        (string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase),
        (ICollection a, ICollection b) => a.Cast<double>().SequenceEqual(b.Cast<double>()),
        _ => left.Equals(right),
    };

    private static bool IsSameOrNewer(string? provider, string? than)
    {
        if (provider == than || than is null) return true;
        var (family, version) = Split(provider ?? "");
        var (thanFamily, thanVersion) = Split(than);
        return family == thanFamily && version >= thanVersion;
    }

    // A provider is named family-version, such as token-lookup-1.0.
    private static (string Family, Version Version) Split(string provider)
    {
        var dash = provider.LastIndexOf('-');
        return dash > 0 && Version.TryParse(provider.AsSpan(dash + 1), out var version) ? (provider[..dash], version) : (provider, new Version());
    }
}
