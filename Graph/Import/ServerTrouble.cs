using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>What a server's refusal of a transaction means for the next one.</summary>
internal static class ServerTrouble
{
    /// <summary>Whether less in one transaction may go where this much did not: it took too much memory, or too long.</summary>
    public static bool WasTooMuch(BoltServerException e) => e.Code
        is "Neo.TransientError.General.MemoryPoolOutOfMemoryError" or "Neo.TransientError.General.TransactionOutOfMemoryError"
        or "Neo.ClientError.General.TransactionOutOfMemoryError" or "Neo.TransientError.General.OutOfMemoryError"
        or "Neo.ClientError.Transaction.TransactionTimedOut" or "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration";

    /// <summary>Whether the same may go when it is tried again, such as after a deadlock: it was rolled back.</summary>
    public static bool MayPass(BoltServerException e) => e.IsTransient && !WasTooMuch(e);

    /// <summary>Whether a commit that was answered so was rolled back for certain. A server in trouble of its own may have committed.</summary>
    public static bool WasRolledBack(BoltServerException e) => !e.Code.StartsWith("Neo.DatabaseError.", StringComparison.Ordinal);
}
