using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StreamingTracker.Backup.ServiceDefaults.Messaging;

namespace StreamingTracker.Backup.ServiceDefaults.Health;

/// <summary>
/// Answers on <c>/alive</c>, as long as the process lives, and on <c>/health</c> with what the process's health checks say. For
/// services that have no HTTP interface of their own; it starts after everything else, so an answer means a started service.
/// </summary>
internal sealed partial class HealthEndpoint(HealthSettings settings, HealthCheckService checks, ILogger<HealthEndpoint> logger)
    : IHostedLifecycleService, IAsyncDisposable
{
    private WebApplication? _application;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls([.. settings.Urls]);
        _application = builder.Build();
        _application.MapGet("/alive", () => "alive");
        _application.MapGet("/health", async (HttpContext context) =>
        {
            var report = await checks.CheckHealthAsync(check => !check.Tags.Contains(BusHealth.Replaced), context.RequestAborted);
            context.Response.StatusCode = report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            await context.Response.WriteAsJsonAsync(
                new HealthReply(report.Status.ToString(), report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString())),
                context.RequestAborted);
        });
        await _application.StartAsync(cancellationToken);
        foreach (var address in _application.Urls) LogListening(address);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => _application?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _application?.DisposeAsync() ?? ValueTask.CompletedTask;

    [LoggerMessage(1001, LogLevel.Information, "Now listening on: {address}")]
    private partial void LogListening(string address);

    private sealed record HealthReply(string Status, IReadOnlyDictionary<string, string> Checks);
}
