using Microsoft.Extensions.Diagnostics.HealthChecks;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Server.Health;

/// <summary>Whether a restore broke off, so that nobody knows what the database holds and no backup is made.</summary>
internal sealed class RestoreCheck(CurrentSettings settings, TimeProvider time) : CachedCheck(time)
{
    protected override Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult(UnfinishedRestores.Find(settings.AtStart.Archive, settings.Database) is [var unfinished, ..]
            ? Result(HealthStatus.Unhealthy, unfinished.Message, unfinished.Remedy)
            : Result(HealthStatus.Healthy, "No restore is unfinished."));

    protected override TimeSpan FreshFor(HealthCheckResult result) => TimeSpan.FromSeconds(1);
}
