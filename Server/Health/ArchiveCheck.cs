using Microsoft.Extensions.Diagnostics.HealthChecks;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Server.Health;

/// <summary>Whether a backup could be written.</summary>
internal sealed class ArchiveCheck(CurrentSettings settings, TimeProvider time) : CachedCheck(time)
{
    private readonly ProbeOperation _probe = new(settings.AtStart, time);

    protected override async Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken)
    {
        await _probe.TryArchiveAsync(cancellationToken);
        return Result(HealthStatus.Healthy, "Backups can be written.");
    }

    protected override TimeSpan FreshFor(HealthCheckResult result) =>
        result.Status == HealthStatus.Healthy ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(5);
}
