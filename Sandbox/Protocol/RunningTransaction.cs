using StreamingTracker.Backup.Sandbox.Execution;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.Sandbox.Store;

namespace StreamingTracker.Backup.Sandbox.Protocol;

/// <summary>A client's transaction, with the statements whose records it has not read to their end.</summary>
internal sealed class RunningTransaction(SandboxDatabase database, TransactionSettings settings, bool isExplicit)
{
    private readonly StoreTransaction _transaction = database.Store.Begin(settings.Metadata);
    private readonly Dictionary<long, OpenStatement> _open = [];
    private long _nextId;
    private StatementAccess? _changed;

    /// <summary>Whether the client began it by BEGIN; else it is that of a single statement.</summary>
    public bool IsExplicit => isExplicit;

    /// <summary>Accepts a statement.</summary>
    /// <returns>Its id within the transaction, and the statement.</returns>
    /// <exception cref="ServerFailureException">It is refused.</exception>
    public async ValueTask<(long Id, OpenStatement Statement)> RunAsync(
        string text, StatementParameters parameters, CancellationToken cancellationToken)
    {
        await database.Faults.PassAsync(SandboxTrigger.Statement, text, cancellationToken);
        var (access, begin) = database.Catalogue.Find(text, parameters);
        RequireAllowed(access);
        var execution = begin(new StatementContext(database.Store, _transaction, parameters));
        await execution.StartAsync(cancellationToken);
        var statement = new OpenStatement(text, execution);
        _open[_nextId] = statement;
        return (_nextId++, statement);
    }

    /// <summary>Finds an open statement.</summary>
    /// <param name="id">-1 for the last one run.</param>
    /// <exception cref="ServerFailureException">There is none.</exception>
    public OpenStatement Find(long id) => _open.TryGetValue(id == -1 ? _nextId - 1 : id, out var statement)
        ? statement
        : throw new ServerFailureException(StatusCode.RequestInvalidFormat, $"No such statement: {(id == -1 ? _nextId - 1 : id)}");

    /// <summary>Closes a statement that was read to its end.</summary>
    public void Close(OpenStatement statement) => _open.Remove(_open.First(open => open.Value == statement).Key);

    /// <summary>Does what open statements have left to do, and commits.</summary>
    /// <returns>The bookmark.</returns>
    /// <exception cref="ServerFailureException">It can't be committed.</exception>
    public async ValueTask<string> CommitAsync(CancellationToken cancellationToken)
    {
        foreach (var statement in _open.Values) statement.Finish();
        if (_changed is not null) await database.Faults.PassAsync(SandboxTrigger.Commit, null, cancellationToken);
        var bookmark = await database.Store.CommitAsync(_transaction, cancellationToken);
        if (_changed is not null) await database.Faults.PassAsync(SandboxTrigger.Committed, null, cancellationToken);
        return bookmark;
    }

    /// <summary>Rolls back, unless it was committed. May be called again.</summary>
    public void Rollback() => database.Store.Rollback(_transaction);

    private void RequireAllowed(StatementAccess access)
    {
        if (access is StatementAccess.Read) return;
        if (settings.ReadOnly)
        {
            throw new ServerFailureException(
                StatusCode.AccessMode, $"Writing in read access mode not allowed. Attempted write to {ServerInformation.Database}");
        }

        _changed ??= access;
        if (_changed != access)
        {
            throw new ServerFailureException(
                StatusCode.ForbiddenDueToTransactionType, $"Tried to execute {Kind(access)} after executing {Kind(_changed.Value)}");
        }
    }

    private static string Kind(StatementAccess access) => access is StatementAccess.Schema ? "Schema modification" : "Write query";
}
