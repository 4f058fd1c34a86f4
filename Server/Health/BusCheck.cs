using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StreamingTracker.Backup.Server.Health;

/// <summary>Whether the bus takes and brings messages: judged by the queues, since the bus as a whole counts itself as connected for ever once it was.</summary>
internal sealed class BusCheck(IBusControl bus, TimeProvider time) : CachedCheck(time)
{
    private new const string Remedy = "Look whether the broker runs, and whether Messaging:RabbitMq names it rightly. It is tried again by itself.";

    protected override Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken)
    {
        // The bus's own queue is for answers, which nobody here waits for: it is never begun, and always said to be well.
        var own = bus.Address.AbsoluteUri;
        var queues = bus.CheckHealth().Endpoints.Where(queue => queue.Key != own).Select(queue => queue.Value.Status).ToList();
        var connected = queues.Count(status => status == BusHealthStatus.Healthy);
        return Task.FromResult(
            connected == 0 ? Result(HealthStatus.Unhealthy, "The bus is not connected.", Remedy)
            : connected < queues.Count ? Result(HealthStatus.Degraded, "The bus is connected, and not all of its queues are.", Remedy)
            : Result(HealthStatus.Healthy, "The bus takes and brings messages."));
    }

    protected override TimeSpan FreshFor(HealthCheckResult result) => TimeSpan.Zero;
}
