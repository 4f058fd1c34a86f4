namespace StreamingTracker.Backup.Bolt.Values;

/// <summary>A node as Bolt returns it.</summary>
public sealed record Node(long Id, IReadOnlyList<string> Labels, IReadOnlyDictionary<string, object?> Properties);

/// <summary>A relationship as Bolt returns it.</summary>
public sealed record Relationship(long Id, long StartId, long EndId, string Type, IReadOnlyDictionary<string, object?> Properties);
