using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Sandbox.Seed;

/// <summary>The constraints and indexes of the Streaming Tracker graph: one of each kind but VECTOR.</summary>
internal static class StreamingTrackerSchema
{
    public static readonly SchemaObject[] Rules =
    [
        Node("user_email", "UNIQUENESS", "User", "email"),
        Node("genre_name", "UNIQUENESS", "Genre", "name"),
        Node("title_id", "UNIQUENESS", "Title", "tmdbId"),
        Node("title_year", "RANGE", "Title", "year"),
        Node("title_name", "TEXT", "Title", "name"),
        Node("title_search", "FULLTEXT", "Title", "name", "overview"),
        Node("user_home", "POINT", "User", "home"),
        Node("rating_score", "RANGE", "HAS_RATING", "score") with { Entity = SchemaEntity.Relationship },
    ];

    private static SchemaObject Node(string name, string kind, string label, params string[] properties) => new()
    {
        Name = name,
        Kind = kind,
        Entity = SchemaEntity.Node,
        LabelsOrTypes = [label],
        Properties = properties,
    };
}
