namespace StreamingTracker.Backup.Graph;

/// <summary>Anything that goes wrong between a graph and its backup, beyond the connection and the file.</summary>
public abstract class GraphException(string message, string remedy, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the reader of the message can do about it, as a sentence.</summary>
    public string Remedy { get; } = remedy;
}

/// <summary>The server cannot hold a constraint or index of the backup.</summary>
public sealed class UnsupportedSchemaException(string message, string remedy) : GraphException(message, remedy);

/// <summary>The server is too old or of an edition that this product does not know.</summary>
public sealed class UnsupportedServerException(string message, string remedy) : GraphException(message, remedy);

/// <summary>What was created is not what was sent.</summary>
public sealed class ImportMismatchException(string message, string remedy) : GraphException(message, remedy);

/// <summary>The data is there, but the server refused a constraint or index, or could not fill an index; the others are there, too.</summary>
/// <param name="failures">What the server says of each.</param>
/// <param name="mayPass">Whether it calls any of that a passing trouble.</param>
public sealed class SchemaNotRestoredException(IReadOnlyList<string> failures, bool mayPass) : GraphException(
    $"The server could not make every constraint and index: {string.Join("; ", failures)}",
    "Mend what the server names, then create these by hand: `stbackup show` prints their statements.")
{
    /// <summary>Whether some of them may be made at the next attempt.</summary>
    public bool MayPass => mayPass;
}

/// <summary>A transaction of an earlier import goes on on the server, so that nobody can say what the database holds.</summary>
public sealed class TransactionStillGoingException(string database, TimeSpan limit) : GraphException(
    $"A transaction of an earlier restore of database {database} was still going on after {limit.TotalSeconds:0.#} s",
    "Wait until it has ended (SHOW TRANSACTIONS), or end it (TERMINATE TRANSACTION), and run this again.");

/// <summary>An import did not end well; the inner exception says why, and <see cref="Ending"/> what the database then holds.</summary>
/// <param name="ending">What the database holds.</param>
/// <param name="failure">Why.</param>
/// <param name="undoFailure">Why the schema could not be made again, when that was tried.</param>
public sealed class ImportFailedException(ImportEnding ending, Exception failure, Exception? undoFailure = null) : GraphException(
    undoFailure is null
        ? failure.Message
        : $"The import failed ({failure.Message}), and the constraints and indexes dropped for it could not all be created again ({undoFailure.Message})",
    "Restore again once the cause is gone, or restore the safety backup, which holds data and schema as they were.",
    failure)
{
    /// <summary>What the database holds.</summary>
    public ImportEnding Ending { get; } = ending;
}

/// <summary>What a database holds after an import that did not end well.</summary>
public enum ImportEnding
{
    /// <summary>What it held before: nothing was changed, or every change was taken back, data and schema.</summary>
    AsBefore,

    /// <summary>The data it held before, for certain; constraints or indexes are missing.</summary>
    SchemaLacking,

    /// <summary>The data it held before or the new data: the connection was lost when the one transaction was to be committed.</summary>
    Unknown,

    /// <summary>A part of the old data or of the new.</summary>
    Partial,

    /// <summary>The new data, all of it; constraints or indexes are missing.</summary>
    Loaded,
}
