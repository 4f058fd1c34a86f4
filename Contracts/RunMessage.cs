namespace StreamingTracker.Backup.Contracts;

/// <summary>
/// What every message says: of which run it is. The run's id makes a request idempotent: the same request delivered twice makes one
/// backup, one restore. An event may arrive more than once, too; who consumes it goes by the id.
/// </summary>
public abstract record RunMessage
{
    /// <summary>The run: 32 lower-case hexadecimal digits.</summary>
    public required string RunId { get; init; }
}
