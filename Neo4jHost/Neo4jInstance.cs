using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>How an instance is run.</summary>
public sealed record Neo4jInstanceOptions
{
    /// <summary>The instance's own folder (conf, data, logs, import); made when it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>The Bolt port on 127.0.0.1; 0 (the default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The heap, in Java's words. Default: <c>1g</c>.</summary>
    public string Heap { get; init; } = "1g";

    /// <summary>More lines of neo4j.conf, by setting.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a start may take. Default: 2 minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>A Neo4j in a folder and on a port of its own. Disposing it stops it by its own process id.</summary>
public sealed class Neo4jInstance : IAsyncDisposable
{
    private Neo4jInstance() { }

    /// <summary>Where it answers.</summary>
    public BoltAddress Address => throw new NotImplementedException();

    /// <summary>Who may log on: user <c>neo4j</c> with a password made for this folder, kept in <see cref="PasswordFile"/>.</summary>
    public BoltCredentials Credentials => throw new NotImplementedException();

    /// <summary>The file (0600) that holds the password.</summary>
    public string PasswordFile => throw new NotImplementedException();

    /// <summary>The folder that <c>LOAD CSV</c> and <c>apoc.import</c> read from.</summary>
    public string ImportFolder => throw new NotImplementedException();

    /// <summary>The server's process id.</summary>
    public int ProcessId => throw new NotImplementedException();

    /// <summary>Loads a dump into the stopped instance of a folder, in place of what is there.</summary>
    public static Task LoadDumpAsync(Neo4jInstallation installation, Neo4jInstanceOptions options, string dumpFile, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Starts an instance and waits until it answers over Bolt.</summary>
    /// <exception cref="Neo4jHostException">Java is missing, or the server ended or stayed silent; the message has the end of its log.</exception>
    public static Task<Neo4jInstance> StartAsync(Neo4jInstallation installation, Neo4jInstanceOptions options, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Ends the server with SIGTERM and waits; with SIGKILL when it takes more than a minute. May be called again.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

/// <summary>A Neo4j could not be run.</summary>
public sealed class Neo4jHostException(string message, string remedy, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the reader of the message can do about it, as a sentence.</summary>
    public string Remedy { get; } = remedy;
}
