using Microsoft.Extensions.Configuration;

namespace StreamingTracker.Backup.AppHost;

/// <summary>Where configuration comes from, the later winning: appsettings.json in the working folder, the environment.</summary>
internal static class HostConfiguration
{
    public static IConfiguration Build() => new ConfigurationBuilder()
        .SetBasePath(Directory.GetCurrentDirectory())
        .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
        .AddEnvironmentVariables()
        .Build();
}
