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
            // Why a service did not start is told on standard error, with its remedy instead of a stack trace.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
            .AddFilter("MassTransit", LogLevel.Warning)
            .AddFilter("System", LogLevel.Warning)
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddConsole(options => options.FormatterName = LineFormatter.FormatterName)
            .AddConsoleFormatter<LineFormatter, LineFormatterOptions>();
    }
}
