using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StreamingTracker.Backup.ServiceDefaults.Messaging;

namespace StreamingTracker.Backup.Server.Health;

/// <summary>Whether the bus takes and brings messages.</summary>
internal sealed class BusCheck(IBusControl bus, TimeProvider time) : CachedCheck(time)
{
    private new const string Remedy = "Look whether the broker runs, and whether Messaging:RabbitMq names it rightly. It is tried again by itself.";

    protected override Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken)
    {
        var (status, message) = BusHealth.Of(bus);
        return Task.FromResult(Result(status, message, status == HealthStatus.Healthy ? null : Remedy));
    }

    protected override TimeSpan FreshFor(HealthCheckResult result) => TimeSpan.Zero;
}
