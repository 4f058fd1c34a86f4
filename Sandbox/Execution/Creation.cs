using StreamingTracker.Backup.Sandbox.Store;
using StreamingTracker.Backup.Sandbox.Values;

namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>Creates one node a row, and gives back their ids in the order of the rows.</summary>
internal sealed class NodeCreation(StatementContext context) : StatementExecution(["id"], "rw")
{
    private List<long>? _ids;
    private int _current = -1;

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        _ids ??= Create();
        return ++_current < _ids.Count;
    }

    /// <inheritdoc/>
    public override void WriteRecord(RecordWriter writer) => writer.WriteInteger(_ids![_current]);

    private List<long> Create()
    {
        var ids = new List<long>();
        for (var rows = new ParameterRows(context.Parameters); rows.MoveNext();)
        {
            var labels = rows.Names("l"u8, "node label", context.Store.Tokens);
            var properties = PropertyMap.Pack(rows.Field("p"u8), context.Store.Tokens);
            ids.Add(context.Transaction.CreateNode(new NodeRecord(context.Store.Tokens.Share([.. labels.Distinct()]), properties)));
            Updates.Add(UpdateCounts.LabelsAdded, labels.Length);
            Updates.Add(UpdateCounts.PropertiesSet, PropertyMap.Count(properties));
        }

        Updates.Add(UpdateCounts.NodesCreated, ids.Count);
        return ids;
    }
}

/// <summary>Creates one relationship a row whose ends exist, and gives back how many those were.</summary>
internal sealed class RelationshipCreation(StatementContext context) : StatementExecution(["created"], "rw")
{
    private long? _created;

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (_created is not null) return false;
        _created = Create();
        return true;
    }

    /// <inheritdoc/>
    public override void WriteRecord(RecordWriter writer) => writer.WriteInteger(_created!.Value);

    private long Create()
    {
        var created = 0L;
        for (var rows = new ParameterRows(context.Parameters); rows.MoveNext();)
        {
            if (rows.Id("s"u8) is not { } start || rows.Id("e"u8) is not { } end) continue;
            if (!context.Transaction.HasNode(start) || !context.Transaction.HasNode(end)) continue;
            var types = rows.Names("t"u8, "relationship type", context.Store.Tokens);
            if (types.Length != 1)
            {
                throw new ServerFailureException(
                    StatusCode.ExecutionFailed, $"Exactly one relationship type must be specified, but {types.Length} were found.");
            }

            var properties = PropertyMap.Pack(rows.Field("p"u8), context.Store.Tokens);
            context.Transaction.CreateRelationship(new RelationshipRecord(start, end, types[0], properties));
            Updates.Add(UpdateCounts.PropertiesSet, PropertyMap.Count(properties));
            created++;
        }

        Updates.Add(UpdateCounts.RelationshipsCreated, created);
        return created;
    }
}
