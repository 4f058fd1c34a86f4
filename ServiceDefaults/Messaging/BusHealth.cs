using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StreamingTracker.Backup.ServiceDefaults.Messaging;

/// <summary>
/// Whether a bus takes and brings messages: judged by the queues, since the bus as a whole counts itself as connected for ever once it was.
/// </summary>
public sealed class BusHealth(IBusControl bus) : IHealthCheck
{
    /// <summary>The check's name.</summary>
    public const string Name = "bus";

    /// <summary>The tag of the library's own check, which this one replaces.</summary>
    internal const string Replaced = "masstransit";

    /// <summary>How the bus is, and what to say of it.</summary>
    public static (HealthStatus Status, string Message) Of(IBusControl bus)
    {
        // The bus's own queue is for answers, which nobody here waits for: it is never begun, and always said to be well.
        var (own, health) = (bus.Address.AbsoluteUri, bus.CheckHealth());
        var queues = health.Endpoints.Where(queue => queue.Key != own).Select(queue => queue.Value.Status).ToList();
        if (queues.Count == 0) queues = [health.Status];
        var connected = queues.Count(status => status == BusHealthStatus.Healthy);
        return connected == 0 ? (HealthStatus.Unhealthy, "The bus is not connected.")
            : connected < queues.Count ? (HealthStatus.Degraded, "The bus is connected, and not all of its queues are.")
            : (HealthStatus.Healthy, "The bus takes and brings messages.");
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (status, message) = Of(bus);
        return Task.FromResult(new HealthCheckResult(status, message));
    }
}
