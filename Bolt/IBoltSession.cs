namespace StreamingTracker.Backup.Bolt;

/// <summary>
/// Something that runs statements: a connection (each statement a transaction of its own) or a transaction. One statement
/// at a time: a cursor must be read to its end, consumed or disposed before the next statement is run.
/// </summary>
public interface IBoltSession
{
    /// <summary>Runs a statement and returns when the server has accepted it; its records are then pulled by the cursor.</summary>
    /// <param name="statement">Cypher.</param>
    /// <param name="parameters">
    /// A PackStream map, written by the caller: the way for many rows without an object per value. No bytes for no parameters.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait; the connection is of no use afterwards.</param>
    /// <exception cref="BoltException">The server refused, or the connection was lost.</exception>
    ValueTask<BoltCursor> RunAsync(string statement, ReadOnlyMemory<byte> parameters, CancellationToken cancellationToken);
}
