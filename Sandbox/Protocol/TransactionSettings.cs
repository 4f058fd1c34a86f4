using StreamingTracker.Backup.Sandbox.Execution;

namespace StreamingTracker.Backup.Sandbox.Protocol;

/// <summary>What BEGIN, or RUN outside of a transaction, says of the transaction it begins.</summary>
internal sealed record TransactionSettings(bool ReadOnly, IReadOnlyList<string> Bookmarks, IReadOnlyDictionary<string, object?>? Metadata)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="ServerFailureException">They name another database, or are malformed.</exception>
    public static TransactionSettings Read(IReadOnlyDictionary<string, object?> extra)
    {
        var database = extra.GetValueOrDefault("db") as string;
        if (!string.IsNullOrEmpty(database) && !string.Equals(database, ServerInformation.Database, StringComparison.OrdinalIgnoreCase))
        {
            throw new ServerFailureException(StatusCode.DatabaseNotFound, $"Graph not found: {database}");
        }

        return new TransactionSettings(extra.GetValueOrDefault("mode") is "r", extra.GetValueOrDefault("bookmarks") switch
        {
            null => [],
            IReadOnlyList<object?> list when list.All(item => item is string) => [.. list.Cast<string>()],
            _ => throw new MalformedRequestException(StatusCode.RequestInvalid, "Illegal value for field \"bookmarks\": Expected list"),
        }, extra.GetValueOrDefault("tx_metadata") as IReadOnlyDictionary<string, object?>);
    }
}
