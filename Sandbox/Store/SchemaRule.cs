using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Store;

/// <summary>A constraint or index of the sandbox.</summary>
/// <param name="Definition">With its provider and every setting filled in.</param>
internal sealed record SchemaRule(SchemaObject Definition)
{
    /// <summary>The server's word for the index that backs a constraint.</summary>
    private const string ConstraintIndexKind = "RANGE";

    public string Name => Definition.Name;

    public bool IsConstraint => SchemaStatements.IsConstraint(Definition);

    /// <summary>The kind of the index: its own, or that of the index a constraint owns.</summary>
    public string IndexKind => IsConstraint ? ConstraintIndexKind : Definition.Kind;

    /// <summary>The labels or types and properties as the real server writes them in messages, such as <c>(:A {x, y})</c>.</summary>
    public string Pattern
    {
        get
        {
            var (names, isNode) = (Definition.LabelsOrTypes, Definition.Entity is SchemaEntity.Node);
            var labels = names.Count == 0 ? (isNode ? ":<any-labels>" : ":<any-types>") : ":" + string.Join(':', names);
            var properties = Definition.Properties.Count == 0 ? "" : $" {{{string.Join(", ", Definition.Properties)}}}";
            return isNode ? $"({labels}{properties})" : $"()-[{labels}{properties}]-()";
        }
    }

    /// <summary>The rule as the real server writes it in messages.</summary>
    public string Description => IsConstraint
        ? $"Constraint( name='{Name}', type='{ConstraintType}', schema={Pattern} )"
        : $"Index( name='{Name}', type='{Definition.Kind}', schema={Pattern}, indexProvider='{Definition.Provider}' )";

    private string ConstraintType => Definition.Entity is SchemaEntity.Node ? "UNIQUENESS" : "RELATIONSHIP UNIQUENESS";

    /// <summary>Whether both are about the same entities, labels or types, and properties, in the same order.</summary>
    public bool CoversSameAs(SchemaRule other) =>
        Definition.Entity == other.Definition.Entity &&
        Definition.LabelsOrTypes.SequenceEqual(other.Definition.LabelsOrTypes) &&
        Definition.Properties.SequenceEqual(other.Definition.Properties);
}
