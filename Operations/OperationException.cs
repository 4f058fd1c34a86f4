using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;

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

/// <summary>The database was written to during every attempt, and an exact backup is demanded.</summary>
public sealed class InexactBackupException(int attempts) : OperationException(
    $"The database was written to while it was read, {(attempts == 1 ? "the one time" : $"each of {attempts} times")}, and an exact backup is demanded.",
    "Make it at a quieter time or let it try more often (Consistency:Attempts, Consistency:MaxDuration), or let a fuzzy one do (Backup:Consistency=Fuzzy).");

/// <summary>The history has no such run.</summary>
public sealed class RunNotFoundException(string message, string remedy) : OperationException(message, remedy);

/// <summary>After a restore, the database does not hold what the backup holds.</summary>
public sealed class RestoreMismatchException(string message, string remedy) : OperationException(message, remedy);

/// <summary>A backup was restored into a scratch database, which then held something else.</summary>
public sealed class DrillMismatchException(string backup, string differences) : OperationException(
    $"{backup} was restored into a scratch database, which does not hold what the backup holds. {differences}",
    "Don't rely on this backup: make a new one and verify that in the same way. Report this with the program's version: a sound backup comes back equal.");

/// <summary>The scratch database failed before a drill could say anything about its backup; the cause is the inner exception.</summary>
public sealed class DrillBrokenException(string backup, Exception inner) : OperationException(
    $"The scratch database failed while {backup} was restored into it, so nothing is known of that: {inner.Message}",
    "It holds the whole graph in memory: look whether this machine has enough of it.",
    inner);

/// <summary>A restore ended after it had begun to change the database; the cause is the inner exception.</summary>
public sealed class RestoreInterruptedException(string message, string remedy, Exception inner)
    : OperationException(message, remedy, inner);

/// <summary>A run took longer than it may, and was stopped.</summary>
public sealed class RunTooLongException(string key, TimeSpan limit, Exception inner) : OperationException(
    $"It was not done within the {limit:c} that {key} allows, and was stopped.",
    $"See what keeps the server so long (SHOW TRANSACTIONS, its logs). Set {key} higher if so much time is right.",
    inner);

/// <summary>Another process has done this run meanwhile: there is nothing to do, and nothing went wrong.</summary>
public sealed class RunSupersededException(string runId)
    : OperationException($"Run {runId} was done by another process.", "There is nothing to do: the run history has its outcome.");

/// <summary>A run broke off without an outcome as often as it may, and is not begun again.</summary>
public sealed class RunAbandonedException(string runId, int attempts) : OperationException(
    $"Run {runId} broke off {attempts} times without an outcome, so it is not tried again.",
    "Look into the logs of the workers for what ended them (memory, a full disk), then request it again.");

/// <summary>A run has ended, but its end could not be written into the run history.</summary>
public sealed class RunNotRecordedException(RunRecord run, ArchiveException fault, Exception? cause) : OperationException(
    $"The {run.Kind.ToString().ToLowerInvariant()} ended ({run.Failure?.Message ?? "well"}), but can't be recorded: {fault.Message}",
    Remedies(run.Failure?.Remedy, fault.Remedy),
    cause ?? fault)
{
    // What the run itself asks for comes first: a restore may have left a journal.
    private static string Remedies(string? ofRun, string ofHistory) =>
        ofRun is null || ofRun.StartsWith(ofHistory, StringComparison.Ordinal) ? ofHistory : $"{ofRun} {ofHistory}";

    /// <summary>What should have been recorded.</summary>
    public RunRecord Run { get; } = run;
}
