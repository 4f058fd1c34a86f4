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
public sealed class SchemaNotRestoredException(IReadOnlyList<string> failures) : GraphException(
    $"The server could not make every constraint and index: {string.Join("; ", failures)}",
    "Mend what the server names, then create these by hand: `stbackup show` prints their statements.");

/// <summary>
/// An import in one transaction failed, and the constraints and indexes dropped for it could not all be created again. The
/// data is as before, unless the connection was lost in the very commit.
/// </summary>
public sealed class ImportNotUndoneException(Exception failure, Exception undoFailure) : GraphException(
    $"The import failed ({failure.Message}), and the constraints and indexes dropped for it could not all be created again ({undoFailure.Message})",
    "Restore again once the cause is gone, or restore the safety backup, which holds data and schema as they were.",
    failure);
