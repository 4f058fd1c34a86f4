using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>Carries out changes of schema; each is a transaction of its own.</summary>
internal sealed class SchemaChanger(BoltConnection connection, TimeSpan indexTimeout)
{
    private readonly List<SchemaObject> _dropped = [];

    /// <summary>Drops constraints and indexes.</summary>
    public async Task DropAsync(IEnumerable<SchemaObject> objects, CancellationToken cancellationToken)
    {
        foreach (var o in objects)
        {
            var statement = SchemaStatements.IsConstraint(o) ? SchemaStatements.DropConstraint(o.Name) : SchemaStatements.DropIndex(o.Name);
            await connection.ExecuteAsync(statement.Text, statement.Parameters, cancellationToken);
            _dropped.Add(o);
        }
    }

    /// <summary>Creates what <see cref="DropAsync"/> has dropped, if anything.</summary>
    public Task UndoDropsAsync(CancellationToken cancellationToken) =>
        _dropped.Count == 0 ? Task.CompletedTask : CreateAsync(_dropped, cancellationToken);

    /// <summary>Creates constraints and indexes, all that the server will have, and waits until every index is online.</summary>
    /// <exception cref="SchemaNotRestoredException">The server refused one, or could not fill an index; the others are there.</exception>
    public async Task CreateAsync(IReadOnlyList<SchemaObject> objects, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        foreach (var o in objects)
        {
            var statement = SchemaStatements.Create(o);
            try
            {
                await connection.ExecuteAsync(statement.Text, statement.Parameters, cancellationToken);
            }
            catch (BoltServerException e)
            {
                failures.Add($"`{o.Name}` ({e.Message})");
            }
        }

        await AwaitIndexesAsync(failures, cancellationToken);
        if (failures.Count > 0) throw new SchemaNotRestoredException(failures);
    }

    // The wait itself fails at a failed index or at its end, without a name; which index it was is asked afterwards.
    private async Task AwaitIndexesAsync(List<string> failures, CancellationToken cancellationToken)
    {
        try
        {
            var seconds = (long)Math.Ceiling(indexTimeout.TotalSeconds);
            await connection.ExecuteAsync(Statements.AwaitIndexes, new Dictionary<string, object?> { ["seconds"] = seconds }, cancellationToken);
        }
        catch (BoltServerException e) when (!e.IsTransient)
        {
            var before = failures.Count;
            await CheckIndexesAsync(failures, cancellationToken);
            if (failures.Count == before) throw;
            return;
        }

        await CheckIndexesAsync(failures, cancellationToken);
    }

    private async Task CheckIndexesAsync(List<string> failures, CancellationToken cancellationToken)
    {
        foreach (var index in await connection.QueryAsync(Statements.ShowIndexes, null, cancellationToken))
        {
            if (index["state"] is "ONLINE") continue;
            var message = index["failureMessage"] is string { Length: > 0 } text ? ": " + FirstLine(text) : "";
            failures.Add($"index `{index["name"]}` is {index["state"]}{message}");
        }
    }

    // The rest is the server's stack trace.
    private static string FirstLine(string text) => text.AsSpan().Trim().ToString().Split('\n')[0].TrimEnd();
}
