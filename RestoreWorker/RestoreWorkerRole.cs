using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Runner;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.RestoreWorker;

/// <summary>The role that restores.</summary>
public static class RestoreWorkerRole
{
    /// <summary>Adds the role to a process, once.</summary>
    public static void AddRestoreWorker(this IHostApplicationBuilder builder)
    {
        if (ServiceSetup.Of(builder).AddRole(nameof(RestoreWorker)))
            builder.AddRunner<RestoreRequested, RestoreRequestedConsumer, RestoreExecutor>();
    }
}
