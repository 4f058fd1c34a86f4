using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Server.Configuration;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Server.Health;

/// <summary>
/// Whether the newest good backup is fresh enough. An archive that never had one gets the time of one interval from the server's
/// start before that is a fault.
/// </summary>
internal sealed class BackupAgeCheck(ListOperation list, CurrentSettings settings, ServerSettings server, TimeProvider time) : CachedCheck(time)
{
    private const string Ask = "Look at the last runs (GET /api/runs) for why, and ask for a backup (POST /api/backups).";

    private readonly TimeSpan _most = server.MaxBackupAge ?? ExpectedAge.Of(settings.AtStart, time);
    private readonly TimeProvider _time = time;
    private readonly long _startedAt = time.GetTimestamp();

    protected override Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken)
    {
        return Task.FromResult(list.NewestGood() is { } newest ? Judge(newest) : JudgeNone());
    }

    protected override TimeSpan FreshFor(HealthCheckResult result) => TimeSpan.FromSeconds(1);

    private HealthCheckResult JudgeNone() => _time.GetElapsedTime(_startedAt) <= _most
        ? Result(HealthStatus.Degraded, "There is no backup yet.", "Ask for one (POST /api/backups), or wait for the schedule.")
        : Result(HealthStatus.Unhealthy, $"There is no backup, and there should have been one within {Text(_most)}.", Ask);

    private HealthCheckResult Judge(ArchivedBackup newest)
    {
        var age = _time.GetUtcNow() - newest.CreatedAt;
        return age <= _most
            ? Result(HealthStatus.Healthy, $"The newest good backup, {newest.Name}, is {Text(age)} old.")
            : Result(HealthStatus.Unhealthy, $"The newest good backup, {newest.Name}, is {Text(age)} old, and should be {Text(_most)} at most.", Ask);
    }

    private static string Text(TimeSpan span) => span.TotalHours < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalMinutes):0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h");
}
