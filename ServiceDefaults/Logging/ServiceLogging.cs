using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StreamingTracker.Backup.ServiceDefaults.Logging;

/// <summary>Logs on standard output, one line a message; the section <c>Logging</c> says which.</summary>
internal static class ServiceLogging
{
    public static void Add(IHostApplicationBuilder builder)
    {
        builder.Logging.ClearProviders()
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
            .AddFilter("MassTransit", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning)
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddConsole(options => options.FormatterName = LineFormatter.FormatterName)
            .AddConsoleFormatter<LineFormatter, LineFormatterOptions>();
    }
}
