using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph.Schema;

namespace StreamingTracker.Backup.Graph;

/// <summary>Reads a database's schema as structure.</summary>
public static class SchemaReader
{
    /// <summary>Reads it: constraints, and the indexes that no constraint owns, whatever state they are in.</summary>
    public static async Task<GraphSchema> ReadAsync(IBoltSession session, CancellationToken cancellationToken)
    {
        var constraints = await session.QueryAsync(Statements.ShowConstraints, null, cancellationToken);
        var indexes = await session.QueryAsync(Statements.ShowIndexes, null, cancellationToken);
        return new GraphSchema(InOrder(constraints), InOrder(indexes.Where(index => index.GetValueOrDefault("owningConstraint") is null)));
    }

    private static SchemaObject[] InOrder(IEnumerable<IReadOnlyDictionary<string, object?>> records) =>
        [.. records.Select(ToObject).OrderBy(o => o.Name, StringComparer.Ordinal)];

    private static SchemaObject ToObject(IReadOnlyDictionary<string, object?> record)
    {
        var options = record.GetValueOrDefault("options") as IReadOnlyDictionary<string, object?>;
        return new SchemaObject
        {
            Name = record.Required<string>("name"),
            Kind = SchemaKinds.Normalize(record.Required<string>("type")),
            Entity = record.GetValueOrDefault("entityType") is "RELATIONSHIP" ? SchemaEntity.Relationship : SchemaEntity.Node,
            LabelsOrTypes = record.Texts("labelsOrTypes"),
            Properties = record.Texts("properties"),
            Provider = IndexOptions.Provider(options),
            Config = IndexOptions.Config(options),
            CreateStatement = record.GetValueOrDefault("createStatement") as string,
        };
    }
}
