using Microsoft.Extensions.Configuration;

namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>
/// Where configuration comes from, the later winning: appsettings.json in the working directory, the environment, the command line.
/// </summary>
public static class ConfigurationSources
{
    private const string File = "appsettings.json";

    /// <summary>Builds the configuration.</summary>
    /// <param name="arguments">Keys and values of the command line; empty for a program that takes none.</param>
    /// <exception cref="InvalidConfigurationException">The file can't be read as JSON.</exception>
    public static IConfiguration Build(IReadOnlyDictionary<string, string?> arguments)
    {
        try
        {
            return new ConfigurationBuilder()
                .SetBasePath(Directory.GetCurrentDirectory())
                .AddJsonFile(File, optional: true, reloadOnChange: false)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(arguments)
                .Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            // The parser's own words may quote the file, and the file may hold a password.
            throw new InvalidConfigurationException([new(File, "It can't be read as JSON. Correct or remove it.")]);
        }
    }
}
