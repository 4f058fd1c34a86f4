using System.Runtime.ExceptionServices;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>
/// Carries out changes of schema; each is a transaction of its own. One constraint or index that the server refuses does not
/// keep it from making the others: <see cref="RequireAllAsync"/> names them all in the end. No change is bounded in time, since a
/// constraint on much data takes long; one that comes late alters no data, and who compares finds it.
/// </summary>
internal sealed class SchemaChanger(BoltConnection connection, ImportOptions options)
{
    private readonly List<SchemaObject> _dropped = [];
    private readonly List<string> _failures = [];
    private bool _mayPass;

    /// <summary>Drops constraints and indexes.</summary>
    public async Task DropAsync(IEnumerable<SchemaObject> objects, CancellationToken cancellationToken)
    {
        foreach (var o in objects)
        {
            options.DemandRight();
            var statement = SchemaStatements.IsConstraint(o) ? SchemaStatements.DropConstraint(o.Name) : SchemaStatements.DropIndex(o.Name);

            // Before it is sent: one whose answer does not come may be gone.
            _dropped.Add(o);
            try
            {
                await connection.ExecuteAsync(statement.Text, statement.Parameters, cancellationToken);
            }
            catch (BoltServerException e) when (ServerTrouble.WasRolledBack(e))
            {
                _dropped.Remove(o);
                throw;
            }
        }
    }

    /// <summary>Creates what <see cref="DropAsync"/> has dropped or may have, if anything.</summary>
    /// <exception cref="SchemaNotRestoredException">The server refused some of it.</exception>
    public async Task UndoDropsAsync(CancellationToken cancellationToken)
    {
        if (_dropped.Count == 0) return;
        await CreateAsync(_dropped, cancellationToken);
        await RequireAllAsync(cancellationToken);
    }

    /// <summary>Creates constraints and indexes, all that the server will have.</summary>
    public async Task CreateAsync(IEnumerable<SchemaObject> objects, CancellationToken cancellationToken)
    {
        foreach (var o in objects)
        {
            options.DemandRight();
            var statement = SchemaStatements.Create(o);
            try
            {
                await connection.ExecuteAsync(statement.Text, statement.Parameters, cancellationToken);
            }
            catch (BoltServerException e)
            {
                _failures.Add($"`{o.Name}` ({e.Message.ReplaceLineEndings(" ")})");
                _mayPass |= e.IsTransient;
            }
        }
    }

    /// <summary>Waits until every index is online.</summary>
    /// <exception cref="SchemaNotRestoredException">The server refused a constraint or index, or could not fill an index.</exception>
    public async Task RequireAllAsync(CancellationToken cancellationToken)
    {
        var waitFailure = await WaitAsync(cancellationToken);
        foreach (var index in await connection.QueryAsync(Statements.ShowIndexes, null, cancellationToken))
        {
            if (index.GetValueOrDefault("state") is "ONLINE") continue;
            var reason = index.GetValueOrDefault("failureMessage") is string { Length: > 0 } text ? ": " + FirstLine(text) : "";
            _failures.Add($"index `{index.GetValueOrDefault("name")}` is {index.GetValueOrDefault("state")}{reason}");
        }

        if (_failures.Count > 0) throw new SchemaNotRestoredException(_failures, _mayPass);
        waitFailure?.Throw();
    }

    // The wait itself fails at a failed index or at its end, without saying which index it was; each is looked at afterwards.
    private async Task<ExceptionDispatchInfo?> WaitAsync(CancellationToken cancellationToken)
    {
        var seconds = (long)Math.Ceiling(options.IndexTimeout.TotalSeconds);
        try
        {
            await connection.ExecuteAsync(Statements.AwaitIndexes, new Dictionary<string, object?> { ["seconds"] = seconds }, cancellationToken);
            return null;
        }
        catch (BoltServerException e)
        {
            return ExceptionDispatchInfo.Capture(e);
        }
    }

    // The rest is the server's stack trace.
    private static string FirstLine(string text) => text.Trim().Split('\n')[0].TrimEnd();
}
