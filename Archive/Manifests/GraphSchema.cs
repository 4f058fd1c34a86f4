using System.Text.Json.Serialization;

namespace StreamingTracker.Backup.Archive.Manifests;

/// <summary>The schema of a graph, as structure: whoever restores it writes the statements himself.</summary>
/// <param name="Constraints">In ordinal order of their names.</param>
/// <param name="Indexes">Those that no constraint owns, LOOKUP included, in ordinal order of their names.</param>
public sealed record GraphSchema(IReadOnlyList<SchemaObject> Constraints, IReadOnlyList<SchemaObject> Indexes)
{
    /// <summary>No schema at all.</summary>
    public static readonly GraphSchema Empty = new([], []);
}

/// <summary>Whether a schema object is about nodes or relationships.</summary>
public enum SchemaEntity
{
    /// <summary>Nodes.</summary>
    Node,

    /// <summary>Relationships.</summary>
    Relationship,
}

/// <summary>One constraint or index.</summary>
public sealed record SchemaObject
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The server's word for its kind: <c>RANGE</c>, <c>TEXT</c>, <c>POINT</c>, <c>FULLTEXT</c>, <c>VECTOR</c>, <c>LOOKUP</c>,
    /// <c>UNIQUENESS</c>, <c>RELATIONSHIP_UNIQUENESS</c>…
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>Nodes or relationships.</summary>
    public required SchemaEntity Entity { get; init; }

    /// <summary>The labels or types it is about, in the server's order; empty for LOOKUP.</summary>
    public IReadOnlyList<string> LabelsOrTypes { get; init; } = [];

    /// <summary>The properties it is about, in the server's order; empty for LOOKUP.</summary>
    public IReadOnlyList<string> Properties { get; init; } = [];

    /// <summary>The index provider, such as <c>range-1.0</c>; null where the server names none.</summary>
    public string? Provider { get; init; }

    /// <summary>The index configuration, by setting, in ordinal order: a bool, long, double, string, or list of doubles each.</summary>
    [JsonConverter(typeof(SchemaConfigConverter))]
    public IReadOnlyDictionary<string, object> Config { get; init; } = new Dictionary<string, object>();

    /// <summary>The server's own statement, kept for people and never run.</summary>
    public string? CreateStatement { get; init; }
}
