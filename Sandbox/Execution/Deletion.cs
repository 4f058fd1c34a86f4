namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>
/// Deletes every node or every relationship in the transaction it runs in. Whether the nodes may go is found at the commit.
/// </summary>
internal sealed class Deletion(StatementContext context, bool ofNodes) : StatementExecution([], "w")
{
    private bool _done;

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (_done) return false;
        _done = true;
        Updates.Add(UpdateCounts.Deleted(ofNodes), context.Transaction.Delete(ofNodes, long.MaxValue));
        return false;
    }

    /// <inheritdoc/>
    public override void WriteRecord(RecordWriter writer) => throw new InvalidOperationException("A deletion has no records");
}

/// <summary>
/// Deletes some nodes or relationships in the transaction it runs in, and says how many. Whether the nodes may go is found at the commit.
/// </summary>
internal sealed class PartialDeletion(StatementContext context, bool ofNodes) : StatementExecution(["deleted"], "rw")
{
    private bool _done;
    private long _deleted;

    /// <inheritdoc/>
    public override ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _deleted = context.Transaction.Delete(ofNodes, context.Parameters.Integer("most"));
        Updates.Add(UpdateCounts.Deleted(ofNodes), _deleted);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override bool MoveNext() => !_done && (_done = true);

    /// <inheritdoc/>
    public override void WriteRecord(RecordWriter writer) => writer.WriteInteger(_deleted);
}
