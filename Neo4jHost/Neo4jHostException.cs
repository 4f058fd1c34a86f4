namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>A Neo4j could not be run.</summary>
/// <param name="message">What happened, with the end of the server's log where there is one.</param>
/// <param name="remedy">What to do about it.</param>
/// <param name="inner">The cause, where it was an exception.</param>
public sealed class Neo4jHostException(string message, string remedy, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the reader of the message can do about it, as a sentence.</summary>
    public string Remedy { get; } = remedy;
}
