using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StreamingTracker.Backup.Server.Health;

/// <summary>Whether the bus takes and brings messages.</summary>
internal sealed class BusCheck(IBusControl bus, TimeProvider time) : CachedCheck(time)
{
    protected override Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken) => Task.FromResult(bus.CheckHealth().Status switch
    {
        BusHealthStatus.Healthy => Result(HealthStatus.Healthy, "The bus takes and brings messages."),
        BusHealthStatus.Degraded => Result(HealthStatus.Degraded, "The bus is connected, and not all of its queues are.", Remedy),
        _ => Result(HealthStatus.Unhealthy, "The bus is not connected.", Remedy),
    });

    protected override TimeSpan FreshFor(HealthCheckResult result) => TimeSpan.Zero;

    private new const string Remedy = "Look whether the broker runs, and whether Messaging:RabbitMq names it rightly. It is tried again by itself.";
}
