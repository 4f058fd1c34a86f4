namespace StreamingTracker.Backup.Sandbox.Faults;

/// <summary>At what a fault strikes.</summary>
public enum SandboxTrigger
{
    /// <summary>A message of a client, before it is looked at.</summary>
    Message,

    /// <summary>A statement, before it is run.</summary>
    Statement,

    /// <summary>A record, before it is sent.</summary>
    Record,

    /// <summary>The commit of a client's transaction that may change something, before it is done.</summary>
    Commit,

    /// <summary>The answer to such a commit, before it is sent: the commit is done.</summary>
    Committed,
}

/// <summary>What goes wrong.</summary>
public sealed record SandboxFault
{
    /// <summary>The connection is closed; at a record, in the middle of it.</summary>
    public static readonly SandboxFault Cut = new(null, "The connection is cut");

    /// <summary>The server falls silent on this connection until <see cref="SandboxFaults.Clear"/>.</summary>
    public static readonly SandboxFault Stall = new(null, "The server is silent");

    /// <summary>
    /// The server restarts: every connection is closed, at a record in the middle of it, and what is not committed is lost; for a tenth
    /// of a second nobody is let in, then it is there again on the same port, with what was committed.
    /// </summary>
    public static readonly SandboxFault Restart = new(null, "The server restarts");

    /// <summary>What a reader is told when an entity vanished under its scan.</summary>
    public static readonly SandboxFault Outdated = Failure(
        "Neo.TransientError.Transaction.Outdated",
        "Transaction has seen state which has been invalidated by applied updates while transaction was active.");

    /// <summary>The transaction is larger than the memory that the server gives it.</summary>
    public static readonly SandboxFault OutOfMemory = Failure(
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError", "The allocation of an extra 2.0 MiB would use more than the limit.");

    /// <summary>Two transactions wait for each other.</summary>
    public static readonly SandboxFault Deadlock = Failure(
        "Neo.TransientError.Transaction.DeadlockDetected", "ForsetiClient can't acquire a lock, for it would wait for itself.");

    private SandboxFault(string? code, string message)
    {
        Code = code;
        Message = message;
    }

    /// <summary>The status code of a failure; null for what is none.</summary>
    public string? Code { get; }

    /// <summary>The failure's sentence.</summary>
    public string Message { get; }

    /// <summary>The server answers with a failure.</summary>
    /// <param name="code">Such as <c>Neo.TransientError.Transaction.Outdated</c>.</param>
    /// <param name="message">The server's words.</param>
    public static SandboxFault Failure(string code, string message) => new(code, message);
}
