namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>
/// A map from entity ids to small values that costs little memory however dense or sparse the ids are: at most
/// the size of <typeparamref name="TValue"/> plus 4 bytes an id when they are dense, plus 14 when one id in a hundred is used.
/// </summary>
public sealed class IdMap<TValue>
    where TValue : unmanaged
{
    /// <summary>How many ids are in the map.</summary>
    public long Count => throw new NotImplementedException();

    /// <summary>Adds an id.</summary>
    /// <returns>False when the id is there already; its value then stays as it was.</returns>
    public bool TryAdd(long id, TValue value) => throw new NotImplementedException();

    /// <summary>Finds the value of an id.</summary>
    public bool TryGet(long id, out TValue value) => throw new NotImplementedException();
}
