using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Sandbox.Store;

/// <summary>The constraints and indexes at one moment. It never changes: adding and dropping make another.</summary>
internal sealed class SchemaCatalogue
{
    /// <summary>What a new database has: the two lookup indexes, by the names the real server gives them.</summary>
    public static readonly SchemaCatalogue Initial = new(
    [
        Complete(new SchemaObject { Name = "index_343aff4e", Kind = "LOOKUP", Entity = SchemaEntity.Node }),
        Complete(new SchemaObject { Name = "index_f7700477", Kind = "LOOKUP", Entity = SchemaEntity.Relationship }),
    ]);

    private readonly SchemaRule[] _rules;

    private SchemaCatalogue(IEnumerable<SchemaRule> rules) => _rules = [.. rules.OrderBy(rule => rule.Name, StringComparer.Ordinal)];

    /// <summary>All of them, in the order of their names, as the real server shows them.</summary>
    public IReadOnlyList<SchemaRule> Rules => _rules;

    /// <summary>The constraints alone.</summary>
    public IEnumerable<SchemaRule> Constraints => _rules.Where(rule => rule.IsConstraint);

    /// <summary>Adds a constraint or index.</summary>
    /// <exception cref="ServerFailureException">It can't be beside what there is, or its options are wrong.</exception>
    public SchemaCatalogue Add(SchemaObject definition)
    {
        var rule = new SchemaRule(definition);
        RequireSoundName(rule);
        RequireDistinct(rule, definition.LabelsOrTypes, StatusCode.RepeatedLabelInSchema, "label");
        RequireDistinct(rule, definition.Properties, StatusCode.RepeatedPropertyInSchema, "property");
        if (_rules.FirstOrDefault(other => other.Name == rule.Name) is { } namesake) throw NameTaken(rule, namesake);
        var rival = _rules.FirstOrDefault(other => other.CoversSameAs(rule) && other.IndexKind == rule.IndexKind);
        return rival is null ? new SchemaCatalogue(_rules.Append(Complete(definition))) : throw AlreadyThere(rule, rival);
    }

    /// <summary>Drops a constraint or index.</summary>
    /// <exception cref="ServerFailureException">There is none of this name, or it belongs to a constraint.</exception>
    public SchemaCatalogue Drop(bool isConstraint, string name)
    {
        var rule = _rules.FirstOrDefault(rule => rule.Name == name);
        if (rule?.IsConstraint == isConstraint) return new SchemaCatalogue(_rules.Where(other => other != rule));
        throw (isConstraint, rule) switch
        {
            (true, _) => new ServerFailureException(
                StatusCode.ConstraintDropFailed, $"Unable to drop constraint `{name}`: No such constraint {name}."),
            (_, null) => new ServerFailureException(
                StatusCode.IndexDropFailed, $"Unable to drop index called `{name}`. There is no such index."),
            _ => new ServerFailureException(StatusCode.IndexDropFailed, $"Unable to drop index: Index belongs to constraint: `{name}`"),
        };
    }

    private static SchemaRule Complete(SchemaObject definition)
    {
        var (provider, config) = IndexSettings.Complete(definition);
        return new SchemaRule(definition with { Provider = provider, Config = config });
    }

    private static void RequireSoundName(SchemaRule rule)
    {
        if (string.IsNullOrWhiteSpace(rule.Name))
        {
            throw new ServerFailureException(
                StatusCode.ExecutionFailed, "Schema rule name cannot be the empty string or only contain whitespace.");
        }
    }

    private static void RequireDistinct(SchemaRule rule, IReadOnlyList<string> names, string code, string what)
    {
        if (names.Distinct().Count() == names.Count) return;
        throw new ServerFailureException(code, $"Index on {rule.Pattern} includes a {what} more than once.");
    }

    private static ServerFailureException NameTaken(SchemaRule rule, SchemaRule namesake)
    {
        var what = namesake.IsConstraint ? "constraint" : "index";
        if (rule.Definition.Kind == namesake.Definition.Kind && rule.CoversSameAs(namesake))
        {
            return new ServerFailureException(
                StatusCode.EquivalentSchemaRuleAlreadyExists, $"An equivalent {what} already exists, '{namesake.Description}'.");
        }

        var code = namesake.IsConstraint ? StatusCode.ConstraintWithNameAlreadyExists : StatusCode.IndexWithNameAlreadyExists;
        var article = namesake.IsConstraint ? "a" : "an";
        return new ServerFailureException(code, $"There already exists {article} {what} called '{rule.Name}'.");
    }

    private static ServerFailureException AlreadyThere(SchemaRule rule, SchemaRule rival) => (rule.IsConstraint, rival.IsConstraint) switch
    {
        (true, true) => new(StatusCode.ConstraintAlreadyExists, $"Constraint already exists: {rival.Description}"),
        (false, true) => new(
            StatusCode.ConstraintAlreadyExists,
            $"There is a uniqueness constraint on {rule.Pattern}, so an index is already created that matches this."),
        (true, false) => new(
            StatusCode.IndexAlreadyExists,
            $"There already exists an index {rule.Pattern}. A constraint cannot be created until the index has been dropped."),
        (false, false) => new(StatusCode.IndexAlreadyExists, $"There already exists an index {rule.Pattern}."),
    };
}
