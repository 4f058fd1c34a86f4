using StreamingTracker.Backup.Neo4jHost;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.AppHost.Databases;

/// <summary>The Neo4j installation at NEO4J_HOME, in a data folder of this repository that is kept between runs.</summary>
internal sealed class LocalDatabase : IDevelopmentDatabase
{
    private readonly Neo4jInstance _instance;

    private LocalDatabase(string folder, Neo4jInstance instance)
    {
        _instance = instance;
        Description = $"kept in {folder}";
    }

    public string Description { get; }

    public Neo4jSettings Settings => new() { Address = _instance.Address, Credentials = _instance.Credentials };

    public IReadOnlyDictionary<string, string> Configuration => new Dictionary<string, string>
    {
        [SettingsKeys.ConnectionString] = "",
        [SettingsKeys.Uri] = _instance.Address.ToString(),
        [SettingsKeys.User] = _instance.Credentials.User,
        [SettingsKeys.Password] = "",
        [SettingsKeys.PasswordFile] = _instance.PasswordFile,
        [SettingsKeys.Database] = "",
    };

    /// <summary>Starts it.</summary>
    /// <exception cref="UsageException">NEO4J_HOME names no installation.</exception>
    /// <exception cref="Neo4jHostException">It does not start.</exception>
    public static async Task<LocalDatabase> StartAsync(CancellationToken cancellationToken)
    {
        var installation = Neo4jInstallation.FromEnvironment() ?? throw new UsageException(
            $"{Neo4jInstallation.HomeVariable} names no Neo4j installation.",
            $"Set it to the folder of an unpacked Neo4j 5.26 (it has bin/neo4j and lib), or use --neo4j sandbox.");
        var folder = RepositoryFolder.Within(".neo4j");
        return new(folder, await Neo4jInstance.StartAsync(installation, new() { Folder = folder }, cancellationToken));
    }

    public ValueTask DisposeAsync() => _instance.DisposeAsync();
}
