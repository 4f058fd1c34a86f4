using StreamingTracker.Backup.Sandbox.Store;

namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>Reads every node, each as it is at the moment it is read.</summary>
internal sealed class NodeScan(StoreTransaction transaction) : StatementExecution(["n"], "r")
{
    private long _id = -1;
    private NodeRecord? _node;

    /// <inheritdoc/>
    public override bool MoveNext() => (_node = transaction.NextNode(ref _id)) is not null;

    /// <inheritdoc/>
    public override void WriteRecord(RecordWriter writer) => writer.WriteNode(_id, _node!);
}

/// <summary>Reads every relationship, each as it is at the moment it is read.</summary>
internal sealed class RelationshipScan(StoreTransaction transaction) : StatementExecution(["r"], "r")
{
    private long _id = -1;
    private RelationshipRecord? _relationship;

    /// <inheritdoc/>
    public override bool MoveNext() => (_relationship = transaction.NextRelationship(ref _id)) is not null;

    /// <inheritdoc/>
    public override void WriteRecord(RecordWriter writer) => writer.WriteRelationship(_id, _relationship!);
}
