using System.Globalization;
using StreamingTracker.Backup.Archive;

namespace StreamingTracker.Backup.Operations;

/// <summary>How the counts of two graphs differ.</summary>
internal static class CountDifferences
{
    /// <summary>The differences, a sentence each, the finest first: label sets and types before sums.</summary>
    public static IEnumerable<string> Find(GraphCounts backup, GraphCounts database)
    {
        var labels = Compare(ByLabels(backup), ByLabels(database), LabelSetName).ToList();
        var types = Compare(ByType(backup), ByType(database), type => $"Relationships of type {Printable.Text(type)}").ToList();
        foreach (var difference in labels.Concat(types)) yield return difference;
        if (labels.Count == 0 && backup.Nodes != database.Nodes) yield return Sentence("Nodes", backup.Nodes, database.Nodes);
        if (types.Count == 0 && backup.Relationships != database.Relationships)
            yield return Sentence("Relationships", backup.Relationships, database.Relationships);
        if (backup.Properties != database.Properties) yield return Sentence("Properties", backup.Properties, database.Properties);
    }

    private static IEnumerable<string> Compare(
        Dictionary<string, long> backup, Dictionary<string, long> database, Func<string, string> name) =>
        from key in backup.Keys.Union(database.Keys).Order(StringComparer.Ordinal)
        let counts = (Backup: backup.GetValueOrDefault(key), Database: database.GetValueOrDefault(key))
        where counts.Backup != counts.Database
        select Sentence(name(key), counts.Backup, counts.Database);

    // Neo4j allows no NUL in a label, so it parts the labels of a set.
    private static Dictionary<string, long> ByLabels(GraphCounts counts) =>
        counts.NodesByLabels.ToDictionary(count => string.Join('\0', count.Labels), count => count.Count, StringComparer.Ordinal);

    private static Dictionary<string, long> ByType(GraphCounts counts) =>
        counts.RelationshipsByType.ToDictionary(count => count.Type, count => count.Count, StringComparer.Ordinal);

    private static string LabelSetName(string key) =>
        key.Length == 0 ? "Nodes without a label" : "Nodes labelled " + Printable.Text(string.Join(':', key.Split('\0')));

    private static string Sentence(string what, long backup, long database) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}: {backup:N0} in the backup, {database:N0} in the database.");
}
