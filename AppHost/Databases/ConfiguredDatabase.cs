using Microsoft.Extensions.Configuration;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.AppHost.Databases;

/// <summary>A server that runs already: neither started nor stopped here.</summary>
internal sealed class ConfiguredDatabase : IDevelopmentDatabase
{
    private ConfiguredDatabase(Neo4jSettings settings, IReadOnlyDictionary<string, string> configuration)
    {
        Settings = settings;
        Configuration = configuration;
    }

    public string Description => "which runs already (another terminal needs the same configuration as this one)";

    public Neo4jSettings Settings { get; }

    public IReadOnlyDictionary<string, string> Configuration { get; }

    /// <summary>The server that configuration names.</summary>
    /// <exception cref="InvalidConfigurationException">It names none, or not well.</exception>
    public static ConfiguredDatabase Of(IConfiguration configuration) => new(SettingsReader.Read(configuration).Neo4j!, new Dictionary<string, string>());

    /// <summary>The server of a URI, whatever server configuration names; user and password are still configuration's.</summary>
    /// <exception cref="UsageException">The URI holds a password.</exception>
    /// <exception cref="InvalidConfigurationException">The URI is none, or something else is wrong.</exception>
    public static ConfiguredDatabase At(string uri, IConfiguration configuration)
    {
        if (HoldsPassword(uri))
        {
            throw new UsageException(
                "A password does not belong on the command line: others on this machine can read it there.",
                "Put it into a file and name that in Neo4j__PasswordFile.");
        }

        Dictionary<string, string> server = new() { [SettingsKeys.ConnectionString] = "", [SettingsKeys.Uri] = uri };
        var overridden = new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection(server!).Build();
        return new(SettingsReader.Read(overridden).Neo4j!, server);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool HoldsPassword(string uri)
    {
        try
        {
            return ConnectionString.Parse(uri).Password is not null;
        }
        catch (FormatException)
        {
            return false; // The settings reader says why it is no URI, and repeats no part of it.
        }
    }
}
