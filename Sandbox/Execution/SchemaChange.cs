using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>Creates or drops a constraint or index; the real server has done so before it accepts the statement.</summary>
internal sealed class SchemaChange : StatementExecution
{
    private readonly Action _change;

    private SchemaChange(Action change, string counted)
        : base([], "s")
    {
        _change = change;
        Updates.Add(counted);
    }

    /// <summary>Adds a constraint or index.</summary>
    public static SchemaChange Creation(StatementContext context, SchemaObject definition) => new(
        () =>
        {
            foreach (var name in definition.LabelsOrTypes.Concat(definition.Properties)) context.Store.Tokens.Learn(name);
            context.Transaction.AddSchemaRule(definition);
        },
        SchemaStatements.IsConstraint(definition) ? UpdateCounts.ConstraintsAdded : UpdateCounts.IndexesAdded);

    /// <summary>Drops a constraint or index.</summary>
    public static SchemaChange Drop(StatementContext context, bool isConstraint, string name) => new(
        () => context.Transaction.DropSchemaRule(isConstraint, name),
        isConstraint ? UpdateCounts.ConstraintsRemoved : UpdateCounts.IndexesRemoved);

    /// <inheritdoc/>
    public override ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _change();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override bool MoveNext() => false;

    /// <inheritdoc/>
    public override void WriteRecord(RecordWriter writer) => throw new InvalidOperationException("A schema change has no records");
}
