using Microsoft.Extensions.Configuration;
using StreamingTracker.Backup.Neo4jHost;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.AppHost.Databases;

/// <summary>Turns <c>--neo4j</c> into a Neo4j that answers.</summary>
internal static class DatabaseChoice
{
    /// <summary>Starts, or finds, the Neo4j that is meant.</summary>
    /// <exception cref="UsageException">The choice is none, or can't be had on this machine.</exception>
    public static async Task<IDevelopmentDatabase> StartAsync(string choice, IConfiguration configuration, CancellationToken cancellationToken) => choice switch
    {
        "auto" when IsConfigured(configuration) => ConfiguredDatabase.Of(configuration),
        "auto" when Environment.GetEnvironmentVariable(Neo4jInstallation.HomeVariable) is { Length: > 0 } => await LocalDatabase.StartAsync(cancellationToken),
        "auto" or "sandbox" => await SandboxDatabase.StartAsync(cancellationToken),
        "local" => await LocalDatabase.StartAsync(cancellationToken),
        _ when choice.Contains("://", StringComparison.Ordinal) => ConfiguredDatabase.At(choice, configuration),
        _ => throw new UsageException(
            $"--neo4j {Printable.Text(choice)} is none of the choices.", "They are auto, sandbox, local, or a URI such as bolt://localhost:7687."),
    };

    private static bool IsConfigured(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration[SettingsKeys.ConnectionString]) || !string.IsNullOrEmpty(configuration[SettingsKeys.Uri]);
}
