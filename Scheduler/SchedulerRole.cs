using Microsoft.Extensions.DependencyInjection.Extensions;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Schedules;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Scheduler;

/// <summary>The role that says when backups and verifications are due.</summary>
public static class SchedulerRole
{
    /// <summary>Adds the role to a process, once.</summary>
    public static void AddScheduler(this IHostApplicationBuilder builder)
    {
        var setup = ServiceSetup.Of(builder);
        if (!setup.AddRole(nameof(Scheduler))) return;
        setup.AddMessaging();
        setup.Asks<BackupRequested>();
        setup.Asks<VerifyRequested>();
        builder.AddScheduleOverview();
        builder.Services.AddSingleton<IRunRequests, BusRunRequests>();
        foreach (var kind in (RunKind[])[RunKind.Backup, RunKind.Verify])
        {
            builder.Services.AddKeyedSingleton(kind, (provider, _) => ActivatorUtilities.CreateInstance<RunScheduler>(provider, kind));
            builder.Services.AddSingleton<IHostedService>(provider =>
                ActivatorUtilities.CreateInstance<SchedulerService>(provider, provider.GetRequiredKeyedService<RunScheduler>(kind)));
        }
    }

    /// <summary>Adds <see cref="ScheduleOverview"/>, which says how the schedule stands, whoever the scheduler is.</summary>
    public static void AddScheduleOverview(this IHostApplicationBuilder builder) => builder.Services.TryAddSingleton(provider =>
    {
        var current = provider.GetRequiredService<CurrentSettings>();
        return new ScheduleOverview(current.AtStart, current.Database, provider.GetRequiredService<TimeProvider>());
    });
}
