using StreamingTracker.Backup.Sandbox.Store;

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
/// Deletes every node or every relationship in transactions of its own. What is committed stays so when a later one fails.
/// </summary>
internal sealed class DeletionInTransactions(StatementContext context, bool ofNodes) : StatementExecution([], "w")
{
    private const int RowsEach = 10_000;

    /// <inheritdoc/>
    public override async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        long deleted;
        do
        {
            var batch = context.Store.Begin();
            deleted = batch.Delete(ofNodes, RowsEach);
            await CommitAsync(batch, cancellationToken);
            Updates.Add(UpdateCounts.Deleted(ofNodes), deleted);
        }
        while (deleted == RowsEach);
    }

    /// <inheritdoc/>
    public override bool MoveNext() => false;

    /// <inheritdoc/>
    public override void WriteRecord(RecordWriter writer) => throw new InvalidOperationException("A deletion has no records");

    private async Task CommitAsync(StoreTransaction batch, CancellationToken cancellationToken)
    {
        try
        {
            await context.Store.CommitAsync(batch, cancellationToken);
        }
        catch (ServerFailureException e)
        {
            context.Store.Rollback(batch);
            throw new ServerFailureException(StatusCode.ExecutionFailed, e.Message);
        }
    }
}
