namespace StreamingTracker.Backup.Graph.Schema;

/// <summary>The server's words for the kinds of constraints and indexes that Community holds.</summary>
internal static class SchemaKinds
{
    public const string FullText = "FULLTEXT";
    public const string Lookup = "LOOKUP";
    public const string Uniqueness = "UNIQUENESS";
    public const string RelationshipUniqueness = "RELATIONSHIP_UNIQUENESS";

    private static readonly HashSet<string> Indexes = ["RANGE", "TEXT", "POINT", FullText, "VECTOR", Lookup];

    /// <summary>Whether an index goes by this kind; else it is a constraint's.</summary>
    public static bool IsIndex(string kind) => Indexes.Contains(kind);

    /// <summary>Whether it is one of the two constraints that Community has.</summary>
    public static bool IsUniqueness(string kind) => kind is Uniqueness or RelationshipUniqueness;

    /// <summary>One word for each kind: a server whose default language is Cypher 25 has longer ones for uniqueness.</summary>
    public static string Normalize(string kind) => kind switch
    {
        "NODE_PROPERTY_UNIQUENESS" => Uniqueness,
        "RELATIONSHIP_PROPERTY_UNIQUENESS" => RelationshipUniqueness,
        _ => kind,
    };
}
