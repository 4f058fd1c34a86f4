using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Sandbox.Store;

namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>The records of SHOW CONSTRAINTS and SHOW INDEXES, with the columns that the statement asks for by YIELD.</summary>
internal static class SchemaListing
{
    private const string Yield = " YIELD ";

    private static readonly Dictionary<string, Func<SchemaRule, object?>> SharedColumns = new()
    {
        ["name"] = rule => rule.Name,
        ["entityType"] = rule => rule.Definition.Entity is SchemaEntity.Node ? "NODE" : "RELATIONSHIP",
        ["labelsOrTypes"] = rule => OrNull(rule.Definition.LabelsOrTypes),
        ["properties"] = rule => OrNull(rule.Definition.Properties),
        ["options"] = Options,
        ["createStatement"] = rule => CreateStatementText.Of(rule.Definition),
    };

    private static readonly Dictionary<string, Func<SchemaRule, object?>> ConstraintColumns = new(SharedColumns)
    {
        ["type"] = rule => rule.Definition.Kind,
    };

    /// <summary>The constraints.</summary>
    public static StatementExecution Constraints(string statement, StatementContext context) =>
        List(statement, () => context.Transaction.Schema.Constraints, ConstraintColumns);

    /// <summary>The indexes. One is online as soon as its transaction is committed, and until then it is being populated.</summary>
    public static StatementExecution Indexes(string statement, StatementContext context) => List(
        statement,
        () => context.Transaction.Schema.Rules,
        new(SharedColumns)
        {
            ["type"] = rule => rule.IndexKind,
            ["state"] = rule => context.Store.Schema.Rules.Contains(rule) ? "ONLINE" : "POPULATING",
            ["owningConstraint"] = rule => rule.IsConstraint ? rule.Name : null,
            ["failureMessage"] = _ => "",
        });

    private static RowsExecution List(
        string statement, Func<IEnumerable<SchemaRule>> rules, Dictionary<string, Func<SchemaRule, object?>> columns)
    {
        var fields = statement[(statement.IndexOf(Yield, StringComparison.Ordinal) + Yield.Length)..].Split(", ");
        return new RowsExecution(fields, "r", () => rules().Select(rule => fields.Select(field => columns[field](rule)).ToArray()));
    }

    private static IReadOnlyList<string>? OrNull(IReadOnlyList<string> names) => names.Count == 0 ? null : names;

    private static Dictionary<string, object?> Options(SchemaRule rule) => new()
    {
        ["indexConfig"] = rule.Definition.Config.ToDictionary(setting => setting.Key, setting => (object?)setting.Value),
        ["indexProvider"] = rule.Definition.Provider,
    };
}
