namespace StreamingTracker.Backup.Archive;

/// <summary>How much a graph holds.</summary>
public sealed record GraphCounts
{
    /// <summary>Nodes.</summary>
    public long Nodes { get; init; }

    /// <summary>Relationships.</summary>
    public long Relationships { get; init; }

    /// <summary>Properties of nodes and relationships together.</summary>
    public long Properties { get; init; }

    /// <summary>Nodes by their whole label set, in ordinal order of the sets.</summary>
    public IReadOnlyList<LabelSetCount> NodesByLabels { get; init; } = [];

    /// <summary>Relationships by type, in ordinal order.</summary>
    public IReadOnlyList<TypeCount> RelationshipsByType { get; init; } = [];
}

/// <summary>How many nodes have exactly these labels.</summary>
public sealed record LabelSetCount(IReadOnlyList<string> Labels, long Count);

/// <summary>How many relationships have this type.</summary>
public sealed record TypeCount(string Type, long Count);
