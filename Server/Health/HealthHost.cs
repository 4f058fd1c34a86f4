using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using StreamingTracker.Backup.Server.Api;

namespace StreamingTracker.Backup.Server.Health;

/// <summary>How the server is: <c>/alive</c>, <c>/health</c> and <c>/metrics</c>.</summary>
internal static class HealthHost
{
    private const string Tag = "server";

    public static void AddHealth(this WebApplicationBuilder builder)
    {
        // Whoever asks is told; a log that says it again at every question tells nothing more.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Services.AddSingleton<DatabaseCheck>().AddSingleton<ArchiveCheck>().AddSingleton<BackupAgeCheck>().AddSingleton<BusCheck>().AddSingleton<RestoreCheck>();
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("neo4j", tags: [Tag])
            .AddCheck<BackupAgeCheck>("backups", tags: [Tag])
            .AddCheck<ArchiveCheck>("archive", tags: [Tag])
            .AddCheck<BusCheck>("bus", tags: [Tag])
            .AddCheck<RestoreCheck>("restore", tags: [Tag]);
        builder.Services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation(http => http.Filter = IsWorthATrace))
            .WithMetrics(metrics => metrics.AddPrometheusExporter());
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/alive", () => TypedResults.Text("alive")).WithTags("Health")
            .WithName("alive").WithSummary("Whether the process lives; nothing else is looked at")
            .Produces<string>(contentType: "text/plain");
        app.MapGet("/health", ReportAsync).WithTags("Health")
            .WithName("health").WithSummary("Whether backups can be made and are fresh, and what to do where not")
            .Produces<HealthDocument>()
            .Produces<HealthDocument>(StatusCodes.Status503ServiceUnavailable);
        app.MapPrometheusScrapingEndpoint("/metrics").WithTags("Health");
    }

    private static async Task<IResult> ReportAsync(HealthCheckService checks, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(check => check.Tags.Contains(Tag), cancellationToken);
        return TypedResults.Json(
            HealthDocument.Of(report),
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    // Who watches asks every few seconds, and streams last as long as their runs: neither tells anything in a trace.
    private static bool IsWorthATrace(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && !RunRoutes.IsStream(context.Request.Path);
}
