using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Bolt;

/// <summary>
/// The records of one statement, pulled in bounded batches: while the reader is slow, the server waits. Disposing it before
/// the end discards what is left.
/// </summary>
public sealed class BoltCursor : IAsyncDisposable
{
    internal BoltCursor() { }

    /// <summary>The names of the fields of each record.</summary>
    public IReadOnlyList<string> Fields => throw new NotImplementedException();

    /// <summary>Moves to the next record.</summary>
    /// <returns>False after the last one; <see cref="Summary"/> is there from then on.</returns>
    /// <exception cref="BoltServerException">The statement failed on its way.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Opens the current record in place: the reader stands before the first field's value. Valid until the next <see cref="ReadAsync"/>.</summary>
    public PackStreamReader OpenRecord() => throw new NotImplementedException();

    /// <summary>The server's closing metadata (<c>bookmark</c>, <c>stats</c>, <c>type</c>…); null before the end.</summary>
    public IReadOnlyDictionary<string, object?>? Summary => throw new NotImplementedException();

    /// <summary>Discards the records not yet read.</summary>
    /// <returns>The summary.</returns>
    public Task<IReadOnlyDictionary<string, object?>> ConsumeAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Discards what is left, unless the connection is broken. May be called again.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
