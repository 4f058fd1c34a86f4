using StreamingTracker.Backup.Sandbox.Store;

namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>What a statement may do, which decides where it may run.</summary>
internal enum StatementAccess
{
    /// <summary>It only reads.</summary>
    Read,

    /// <summary>It changes data in the transaction it runs in.</summary>
    Write,

    /// <summary>It changes the schema.</summary>
    Schema,
}

/// <summary>One run of a statement: its records one after the other. Used by one connection.</summary>
/// <param name="fields">The names of the fields of each record.</param>
/// <param name="kind">The summary's <c>type</c>: r, rw, w or s.</param>
internal abstract class StatementExecution(IReadOnlyList<string> fields, string kind)
{
    /// <summary>The names of the fields of each record.</summary>
    public IReadOnlyList<string> Fields { get; } = fields;

    /// <summary>The summary's <c>type</c>.</summary>
    public string Kind { get; } = kind;

    /// <summary>What was changed so far.</summary>
    public UpdateCounts Updates { get; } = new();

    /// <summary>Does what the real server does before it accepts the statement, so that a failure meets the RUN and not the PULL.</summary>
    /// <exception cref="ServerFailureException">It failed.</exception>
    public virtual ValueTask StartAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Moves to the next record; the first call does the work.</summary>
    /// <exception cref="ServerFailureException">It failed.</exception>
    public abstract bool MoveNext();

    /// <summary>Writes the values of the current record.</summary>
    public abstract void WriteRecord(RecordWriter writer);
}

/// <summary>What a statement runs with.</summary>
/// <param name="Store">The graph.</param>
/// <param name="Transaction">The transaction it runs in.</param>
/// <param name="Parameters">Normalised (see <see cref="Values.ParameterNormalizer"/>).</param>
internal sealed record StatementContext(GraphStore Store, StoreTransaction Transaction, StatementParameters Parameters);
