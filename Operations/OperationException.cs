namespace StreamingTracker.Backup.Operations;

/// <summary>Anything that an operation itself finds wrong.</summary>
public abstract class OperationException(string message, string remedy, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the reader of the message can do about it, as a sentence.</summary>
    public string Remedy { get; } = remedy;
}

/// <summary>Not done, on purpose.</summary>
public sealed class RefusedException(string message, string remedy) : OperationException(message, remedy);

/// <summary>The command line asks for what it may not.</summary>
public sealed class UsageException(string message, string remedy) : OperationException(message, remedy);

/// <summary>After a restore, the database does not hold what the backup holds.</summary>
public sealed class RestoreMismatchException(string message, string remedy) : OperationException(message, remedy);

/// <summary>A restore ended after it had begun to change the database; the cause is the inner exception.</summary>
public sealed class RestoreInterruptedException(string message, string remedy, Exception inner)
    : OperationException(message, remedy, inner);
