using Microsoft.Extensions.Configuration;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.ServiceDefaults;

/// <summary>
/// The settings of a service while it runs. A password, a server's address or a limit that changes in a file takes effect at the next
/// run; which archive and which database it is all about stays as it was at start, since runs are remembered under these names.
/// </summary>
public sealed class CurrentSettings
{
    private readonly Func<IConfiguration> _sources;
    private readonly bool _withDatabase;

    /// <summary>Keeps the settings read at start.</summary>
    /// <param name="atStart">The settings, without faults.</param>
    /// <param name="database">The configured database's name; null for the user's home database.</param>
    /// <param name="sources">Reads the configuration anew.</param>
    internal CurrentSettings(OperationSettings atStart, string? database, Func<IConfiguration> sources)
    {
        (AtStart, Database, _sources) = (atStart, database, sources);
        _withDatabase = atStart.Neo4j is not null;
    }

    /// <summary>As they were read at start: for what must not change, the archive above all.</summary>
    public OperationSettings AtStart { get; }

    /// <summary>The configured database's name; null for the user's home database.</summary>
    public string? Database { get; }

    /// <summary>Reads them anew.</summary>
    /// <exception cref="InvalidConfigurationException">What is configured now cannot be used.</exception>
    public OperationSettings Read()
    {
        var values = new ConfigurationValues(_sources());
        var now = SettingsReader.Read(values, _withDatabase, new RetrySettings());
        values.DemandNoFaults();
        return now with { Archive = AtStart.Archive, Neo4j = now.Neo4j is { } neo4j ? neo4j with { Database = Database } : null };
    }
}
