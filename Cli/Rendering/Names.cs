using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>How labels and types are written for people: as Cypher does, quoted where it must.</summary>
internal static class Names
{
    public static string LabelSet(IReadOnlyList<string> labels) =>
        labels.Count == 0 ? "(none)" : string.Concat(labels.Select(label => ":" + Quote(label)));

    public static string Target(SchemaObject item)
    {
        var names = item.LabelsOrTypes.Count == 0 ? "" : ":" + string.Join('|', item.LabelsOrTypes.Select(Quote));
        return item.Entity == SchemaEntity.Node ? $"({names})" : $"-[{names}]-";
    }

    private static string Quote(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c == '_')
            ? name
            : $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
}
