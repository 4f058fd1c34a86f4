using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Sandbox.Store;

namespace StreamingTracker.Backup.Sandbox.Statements;

/// <summary>The records of SHOW CONSTRAINTS and SHOW INDEXES.</summary>
internal static class SchemaListing
{
    private const string Online = "ONLINE";
    private const string Populating = "POPULATING";

    public static StatementExecution Constraints(StatementContext context) => new RowsExecution(
        ["name", "type", "entityType", "labelsOrTypes", "properties", "options", "createStatement"],
        "r",
        () => context.Transaction.Schema.Constraints.Select(rule => (object?[])
        [
            rule.Name, rule.Definition.Kind, EntityType(rule), rule.Definition.LabelsOrTypes, rule.Definition.Properties,
            Options(rule), CreateStatementText.Of(rule.Definition),
        ]));

    /// <summary>An index is online as soon as its transaction is committed, and until then it is being populated.</summary>
    public static StatementExecution Indexes(StatementContext context) => new RowsExecution(
        ["name", "type", "state", "entityType", "labelsOrTypes", "properties", "owningConstraint", "options", "createStatement"],
        "r",
        () => context.Transaction.Schema.Rules.Select(rule => (object?[])
        [
            rule.Name, rule.IndexKind, context.Store.Schema.Rules.Contains(rule) ? Online : Populating, EntityType(rule),
            OrNull(rule.Definition.LabelsOrTypes), OrNull(rule.Definition.Properties), rule.IsConstraint ? rule.Name : null,
            Options(rule), CreateStatementText.Of(rule.Definition),
        ]));

    private static string EntityType(SchemaRule rule) => rule.Definition.Entity is SchemaEntity.Node ? "NODE" : "RELATIONSHIP";

    private static IReadOnlyList<string>? OrNull(IReadOnlyList<string> names) => names.Count == 0 ? null : names;

    private static Dictionary<string, object?> Options(SchemaRule rule) => new()
    {
        ["indexConfig"] = rule.Definition.Config.ToDictionary(setting => setting.Key, setting => (object?)setting.Value),
        ["indexProvider"] = rule.Definition.Provider,
    };
}
