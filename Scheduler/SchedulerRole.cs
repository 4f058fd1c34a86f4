using Microsoft.Extensions.DependencyInjection.Extensions;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Schedules;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Scheduler;

/// <summary>The role that says when backups are due.</summary>
public static class SchedulerRole
{
    /// <summary>Adds the role to a process, once.</summary>
    public static void AddScheduler(this IHostApplicationBuilder builder)
    {
        var setup = ServiceSetup.Of(builder);
        if (!setup.AddRole(nameof(Scheduler))) return;
        setup.AddMessaging();
        setup.Asks<BackupRequested>();
        builder.AddScheduleOverview();
        builder.Services.AddSingleton<IBackupRequests, BusBackupRequests>();
        builder.Services.AddSingleton<BackupScheduler>();
        builder.Services.AddHostedService<SchedulerService>();
    }

    /// <summary>Adds <see cref="ScheduleOverview"/>, which says how the schedule stands, whoever the scheduler is.</summary>
    public static void AddScheduleOverview(this IHostApplicationBuilder builder) => builder.Services.TryAddSingleton(provider =>
    {
        var current = provider.GetRequiredService<CurrentSettings>();
        return new ScheduleOverview(current.AtStart, current.Database, provider.GetRequiredService<TimeProvider>());
    });
}
