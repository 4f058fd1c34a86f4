using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StreamingTracker.Backup.ServiceDefaults.Tests.Health;

public sealed class HealthEndpointTests
{
    [Fact]
    public async Task A_started_service_is_alive_and_says_what_its_checks_say()
    {
        var healthy = true;
        var url = $"http://127.0.0.1:{FreePort()}";
        using var host = ServiceProgram.Build([$"--Health:Urls={url}"], "stbackup-test", builder => builder.Services
            .AddHealthChecks().AddCheck("weather", () => healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy()));
        await host.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new(url) };

        Assert.Equal("alive", await client.GetStringAsync("/alive", TestContext.Current.CancellationToken));
        Assert.Equal(
            """{"status":"Healthy","checks":{"weather":"Healthy"}}""", await client.GetStringAsync("/health", TestContext.Current.CancellationToken));
        healthy = false;
        using var unhealthy = await client.GetAsync("/health", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unhealthy.StatusCode);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
