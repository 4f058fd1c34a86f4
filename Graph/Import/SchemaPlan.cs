using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>What becomes of a database's schema when another takes its place.</summary>
/// <param name="Drop">What goes before the data: constraints, then indexes.</param>
/// <param name="Create">What is missing then: constraints, then indexes.</param>
internal sealed record SchemaPlan(IReadOnlyList<SchemaObject> Drop, IReadOnlyList<SchemaObject> Create)
{
    /// <summary>
    /// Plans. What is equal in both stays where it is, unless it is a constraint and <paramref name="dropAllConstraints"/> says
    /// otherwise: with one in place, wiping and loading in the same transaction takes time by the square of the graph, since
    /// each new value is looked for among those just removed.
    /// </summary>
    public static SchemaPlan Make(GraphSchema current, GraphSchema wanted, bool dropAllConstraints)
    {
        var constraints = dropAllConstraints ? [] : Kept(current.Constraints, wanted.Constraints);
        var kept = constraints.Concat(Kept(current.Indexes, wanted.Indexes)).ToHashSet(StringComparer.Ordinal);
        return new SchemaPlan(Without(current, kept), Without(wanted, kept));
    }

    private static IEnumerable<string> Kept(IReadOnlyList<SchemaObject> current, IReadOnlyList<SchemaObject> wanted) =>
        from o in current
        where wanted.Any(other => SchemaComparison.AreEqual(o, other))
        select o.Name;

    private static SchemaObject[] Without(GraphSchema schema, HashSet<string> kept) =>
        [.. schema.Constraints.Concat(schema.Indexes).Where(o => !kept.Contains(o.Name))];
}
