using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Operations;

/// <summary>How two schemas differ. The server's own statements are not compared: they are for people.</summary>
internal static class SchemaDifferences
{
    /// <summary>The differences, a phrase each.</summary>
    public static IEnumerable<string> Find(GraphSchema backup, GraphSchema database) =>
        Find("constraint", backup.Constraints, database.Constraints).Concat(Find("index", backup.Indexes, database.Indexes));

    private static IEnumerable<string> Find(string what, IReadOnlyList<SchemaObject> backup, IReadOnlyList<SchemaObject> database)
    {
        var found = database.ToDictionary(item => item.Name, StringComparer.Ordinal);
        foreach (var item in backup)
        {
            if (!found.Remove(item.Name, out var other)) yield return $"{what} {Printable.Text(item.Name)} is missing";
            else if (!AreEqual(item, other)) yield return $"{what} {Printable.Text(item.Name)} is another than in the backup";
        }

        foreach (var item in found.Values) yield return $"{what} {Printable.Text(item.Name)} is not in the backup";
    }

    private static bool AreEqual(SchemaObject backup, SchemaObject database) =>
        backup.Kind == database.Kind
        && backup.Entity == database.Entity
        && backup.LabelsOrTypes.SequenceEqual(database.LabelsOrTypes, StringComparer.Ordinal)
        && backup.Properties.SequenceEqual(database.Properties, StringComparer.Ordinal)
        && backup.Config.All(setting => database.Config.TryGetValue(setting.Key, out var value) && AreEqual(setting.Value, value));

    private static bool AreEqual(object backup, object database) => (backup, database) switch
    {
        (IEnumerable<double> left, IEnumerable<double> right) => left.SequenceEqual(right),
        _ => backup.Equals(database),
    };
}
