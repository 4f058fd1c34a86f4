using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph;

/// <summary>Tells whether a database was written to.</summary>
internal static class Bookmarks
{
    /// <summary>
    /// The bookmark of an empty read transaction: it names the last transaction in the database's log, whoever wrote it. Two equal ones
    /// say that nothing was committed in between.
    /// </summary>
    public static async Task<string> TakeAsync(BoltConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginAsync(BoltTransactionOptions.Read, cancellationToken);
        return await transaction.CommitAsync(cancellationToken);
    }
}
