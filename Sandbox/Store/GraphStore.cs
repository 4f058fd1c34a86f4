namespace StreamingTracker.Backup.Sandbox.Store;

/// <summary>The graph: what is committed, and how a transaction becomes so.</summary>
internal sealed class GraphStore : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _visibilityDelay;
    private readonly SemaphoreSlim _commitTurn = new(1);
    private readonly List<StoreTransaction> _open = [];
    private long _begun;

    /// <summary>Makes an empty graph with the schema of a new database.</summary>
    /// <param name="time">The clock of the visibility delay.</param>
    /// <param name="visibilityDelay">How long a transaction is in the log before it is applied.</param>
    public GraphStore(TimeProvider time, TimeSpan visibilityDelay)
    {
        _time = time;
        _visibilityDelay = visibilityDelay;
        Log = new CommitLog(DatabaseId, time);
        Tokens = new Tokens(Log.Append);
    }

    /// <summary>Guards everything that is committed.</summary>
    public Lock Lock { get; } = new();

    /// <summary>The database's own id, in its bookmarks and element ids.</summary>
    public Guid DatabaseId { get; } = Guid.NewGuid();

    public CommitLog Log { get; }

    public Tokens Tokens { get; }

    public EntityTable<NodeRecord> Nodes { get; } = new();

    public EntityTable<RelationshipRecord> Relationships { get; } = new();

    public SchemaCatalogue Schema { get; private set; } = SchemaCatalogue.Initial;

    /// <summary>One for each uniqueness constraint.</summary>
    public IReadOnlyList<UniquenessIndex> UniquenessIndexes { get; private set; } = [];

    /// <summary>The transactions that have not ended, in the order in which they began.</summary>
    public IReadOnlyList<StoreTransaction> OpenTransactions
    {
        get
        {
            lock (Lock) return [.. _open];
        }
    }

    /// <summary>Begins a transaction; who begins it commits it or rolls it back.</summary>
    /// <param name="metadata">What its client says of it.</param>
    public StoreTransaction Begin(IReadOnlyDictionary<string, object?>? metadata = null)
    {
        lock (Lock)
        {
            var transaction = new StoreTransaction(this) { Number = ++_begun, Metadata = metadata ?? new Dictionary<string, object?>() };
            _open.Add(transaction);
            return transaction;
        }
    }

    /// <summary>
    /// Commits. 1. Waits for its turn: transactions that changed something follow each other. 2. Checks the changes against
    /// what is committed by now. 3. Appends to the log, which bookmarks see at once. 4. Waits for the visibility delay.
    /// 5. Applies the changes in one moment.
    /// </summary>
    /// <param name="transaction">Ended by this, unless it fails.</param>
    /// <param name="cancellationToken">
    /// Only the end or a restart of the sandbox: it ends the waiting for the turn, and shortens the delay of what is in the log.
    /// </param>
    /// <returns>The bookmark: of this transaction, or of the last one in the log when nothing was changed.</returns>
    /// <exception cref="ServerFailureException">A constraint is violated; the caller rolls the transaction back.</exception>
    public async ValueTask<string> CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        if (!transaction.ChangesData && !transaction.ChangesSchema)
        {
            Rollback(transaction);
            return Log.Bookmark;
        }

        // 1.
        await _commitTurn.WaitAsync(cancellationToken);
        try
        {
            // 2. and 3.
            var (bookmark, schema, indexes) = CheckAndAppend(transaction);

            // 4.
            if (_visibilityDelay > TimeSpan.Zero)
                await Task.Delay(_visibilityDelay, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // 5.
            Apply(transaction, schema, indexes);
            return bookmark;
        }
        finally
        {
            _commitTurn.Release();
        }
    }

    /// <summary>Commits without the visibility delay: for the data that a sandbox begins with.</summary>
    public void CommitAtOnce(StoreTransaction transaction)
    {
        _commitTurn.Wait();
        try
        {
            var (_, schema, indexes) = CheckAndAppend(transaction);
            Apply(transaction, schema, indexes);
        }
        finally
        {
            _commitTurn.Release();
        }
    }

    /// <summary>Forgets a transaction's changes, if it has not been committed. May be called again.</summary>
    public void Rollback(StoreTransaction transaction)
    {
        lock (Lock)
        {
            transaction.Nodes.Abandon();
            transaction.Relationships.Abandon();
            End(transaction);
        }
    }

    /// <summary>The uniqueness indexes that a catalogue asks for; those of new constraints are filled from what is committed.</summary>
    /// <exception cref="ServerFailureException">The data violates a new constraint.</exception>
    public IReadOnlyList<UniquenessIndex> IndexNewConstraints(SchemaCatalogue catalogue) =>
    [
        .. catalogue.Constraints.Select(constraint =>
            UniquenessIndexes.FirstOrDefault(index => index.Constraint == constraint) ?? NewIndex(constraint)),
    ];

    /// <inheritdoc/>
    public void Dispose() => _commitTurn.Dispose();

    private (string Bookmark, SchemaCatalogue Schema, IReadOnlyList<UniquenessIndex> Indexes) CheckAndAppend(StoreTransaction transaction)
    {
        lock (Lock)
        {
            CommitCheck.RequireEnds(transaction, Nodes, Relationships);
            CommitCheck.RequireUnique(transaction, UniquenessIndexes);
            var schema = transaction.ChangeSchema(Schema);
            var indexes = IndexNewConstraints(schema);
            return (Log.AppendPending(), schema, indexes);
        }
    }

    private void Apply(StoreTransaction transaction, SchemaCatalogue schema, IReadOnlyList<UniquenessIndex> indexes)
    {
        lock (Lock)
        {
            (Schema, UniquenessIndexes) = (schema, indexes);
            Reindex(transaction.Nodes, Nodes, isNode: true);
            Reindex(transaction.Relationships, Relationships, isNode: false);
            transaction.Nodes.Apply();
            CountEnds(transaction.Relationships);
            transaction.Relationships.Apply();
            End(transaction);
        }

        Log.Applied();
    }

    private void End(StoreTransaction transaction)
    {
        if (transaction.HasEnded) return;
        transaction.HasEnded = true;
        _open.Remove(transaction);
        if (_open.Count > 0) return;
        Nodes.ReleaseIds();
        Relationships.ReleaseIds();
    }

    private void Reindex<T>(EntityOverlay<T> changed, EntityTable<T> committed, bool isNode) where T : EntityRecord
    {
        foreach (var index in UniquenessIndexes.Where(index => index.IsAboutNodes == isNode))
        {
            foreach (var (id, record) in changed.Changes)
            {
                if (record is null && committed[id] is { } deleted) index.Remove(id, deleted);
            }

            foreach (var (id, record) in changed.Changes)
            {
                if (record is not null) index.Add(id, record);
            }
        }
    }

    private void CountEnds(EntityOverlay<RelationshipRecord> changed)
    {
        foreach (var (id, record) in changed.Changes)
        {
            if (record is null && Relationships[id] is { } deleted) Count(deleted, -1);
            else if (record is not null) Count(record, 1);
        }
    }

    private void Count(RelationshipRecord relationship, int by)
    {
        foreach (var end in (ReadOnlySpan<long>)[relationship.Start, relationship.End])
        {
            if (Nodes[end] is { } node) node.RelationshipEnds += by;
        }
    }

    private UniquenessIndex NewIndex(SchemaRule constraint)
    {
        var index = new UniquenessIndex(constraint);
        if (index.IsAboutNodes) index.Fill(Nodes);
        else index.Fill(Relationships);
        return index;
    }
}
