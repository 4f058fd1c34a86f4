using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Sandbox.Execution;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.Sandbox.Values;

namespace StreamingTracker.Backup.Sandbox.Protocol;

/// <summary>What a connection does for its client once it is ready: transactions, statements and their records.</summary>
internal sealed class Work(SandboxDatabase database, Responses responses, BoltVersion version, bool legacyDateTimes)
{
    private static readonly BoltVersion FirstNamingDatabase = new(5, 8);

    private readonly RecordWriter _values = responses.RecordWriter(legacyDateTimes, database.Store.DatabaseId);
    private RunningTransaction? _transaction;

    /// <summary>Begins a transaction.</summary>
    public async ValueTask BeginAsync(Request.Begin begin, CancellationToken cancellationToken)
    {
        await OpenAsync(begin.Extra, isExplicit: true, cancellationToken);
        responses.Success(WithDatabase([]));
    }

    /// <summary>Runs a statement in a transaction of its own.</summary>
    public async ValueTask RunAloneAsync(Request.Run run, CancellationToken cancellationToken)
    {
        var parameters = Normalize(run);
        await OpenAsync(run.Extra, isExplicit: false, cancellationToken);
        var (_, statement) = await _transaction!.RunAsync(run.Statement, parameters, cancellationToken);
        responses.Success(WithDatabase(Accepted(statement)));
    }

    /// <summary>Runs a statement in the transaction.</summary>
    public async ValueTask RunAsync(Request.Run run, CancellationToken cancellationToken)
    {
        var (id, statement) = await _transaction!.RunAsync(run.Statement, Normalize(run), cancellationToken);
        var metadata = Accepted(statement);
        metadata["qid"] = id;
        responses.Success(metadata);
    }

    /// <summary>Sends or drops records.</summary>
    /// <returns>Whether the transaction has ended with them.</returns>
    public async ValueTask<bool> PullAsync(Request.Pull pull, CancellationToken cancellationToken)
    {
        var statement = _transaction!.Find(pull.Extra.GetValueOrDefault("qid") as long? ?? -1);
        for (var left = Size(pull); left != 0 && statement.HasRecord; left--)
        {
            if (!pull.Discards) await SendAsync(statement, cancellationToken);
            statement.MoveNext();
        }

        if (statement.HasRecord)
        {
            responses.Success(new Dictionary<string, object?> { ["has_more"] = true });
            return false;
        }

        await EndAsync(statement, cancellationToken);
        return _transaction is null;
    }

    /// <summary>Commits the transaction.</summary>
    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        var bookmark = await _transaction!.CommitAsync(cancellationToken);
        _transaction = null;
        responses.Success(new Dictionary<string, object?> { ["bookmark"] = bookmark });
    }

    /// <summary>Rolls the transaction back, if there is one.</summary>
    public void Rollback()
    {
        _transaction?.Rollback();
        _transaction = null;
    }

    private async ValueTask OpenAsync(IReadOnlyDictionary<string, object?> extra, bool isExplicit, CancellationToken cancellationToken)
    {
        var settings = TransactionSettings.Read(extra);
        await database.Store.Log.WaitAsync(settings.Bookmarks, cancellationToken);
        _transaction = new RunningTransaction(database, settings, isExplicit);
    }

    private async ValueTask SendAsync(OpenStatement statement, CancellationToken cancellationToken)
    {
        try
        {
            await database.Faults.PassAsync(SandboxTrigger.Record, statement.Text, cancellationToken);
        }
        catch (ConnectionCutException)
        {
            await responses.BreakOffAsync(cancellationToken);
            throw;
        }

        responses.Record(statement.Execution, _values);
        if (responses.ShouldFlush) await responses.FlushAsync(cancellationToken);
    }

    private async ValueTask EndAsync(OpenStatement statement, CancellationToken cancellationToken)
    {
        var summary = new Dictionary<string, object?> { ["type"] = statement.Execution.Kind, ["db"] = ServerInformation.Database };
        if (statement.Execution.Updates.ToStats() is { } stats) summary["stats"] = stats;
        _transaction!.Close(statement);
        if (!_transaction.IsExplicit)
        {
            summary["bookmark"] = await _transaction.CommitAsync(cancellationToken);
            _transaction = null;
        }

        responses.Success(summary);
    }

    private StatementParameters Normalize(Request.Run run) => new(ParameterNormalizer.Normalize(run.Parameters.Span, legacyDateTimes));

    private static Dictionary<string, object?> Accepted(OpenStatement statement) => new() { ["fields"] = statement.Execution.Fields };

    private Dictionary<string, object?> WithDatabase(Dictionary<string, object?> metadata)
    {
        if (version >= FirstNamingDatabase) metadata["db"] = ServerInformation.Database;
        return metadata;
    }

    private static long Size(Request.Pull pull) => pull.Extra.GetValueOrDefault("n") is long n and (-1 or > 0)
        ? n
        : throw new MalformedRequestException(
            StatusCode.RequestInvalid, "Illegal value for field \"meta\": Illegal value for field \"n\": Expecting size to be at least 1");
}
