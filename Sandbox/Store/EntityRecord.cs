namespace StreamingTracker.Backup.Sandbox.Store;

/// <summary>What a node and a relationship have in common. Records never change: a change is another record.</summary>
/// <param name="Properties">See <see cref="Values.PropertyMap"/>.</param>
internal abstract record EntityRecord(byte[] Properties)
{
    /// <summary>Whether the entity has a label or is of a type.</summary>
    public abstract bool Has(string labelOrType);
}

/// <summary>A node.</summary>
internal sealed record NodeRecord(string[] Labels, byte[] Properties) : EntityRecord(Properties)
{
    /// <summary>How many ends of committed relationships lie on the node; touched only when a commit is applied.</summary>
    public int RelationshipEnds { get; set; }

    /// <inheritdoc/>
    public override bool Has(string labelOrType) => Array.IndexOf(Labels, labelOrType) >= 0;
}

/// <summary>A relationship.</summary>
internal sealed record RelationshipRecord(long Start, long End, string Type, byte[] Properties) : EntityRecord(Properties)
{
    /// <inheritdoc/>
    public override bool Has(string labelOrType) => Type == labelOrType;
}
