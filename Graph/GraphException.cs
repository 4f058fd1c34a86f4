namespace StreamingTracker.Backup.Graph;

/// <summary>Anything that goes wrong between a graph and its backup, beyond the connection and the file.</summary>
public abstract class GraphException(string message, string remedy) : Exception(message)
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
