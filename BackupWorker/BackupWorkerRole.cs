using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Runner;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.BackupWorker;

/// <summary>The role that makes backups and verifies them.</summary>
public static class BackupWorkerRole
{
    /// <summary>Adds the role to a process, once.</summary>
    public static void AddBackupWorker(this IHostApplicationBuilder builder)
    {
        if (!ServiceSetup.Of(builder).AddRole(nameof(BackupWorker))) return;
        builder.AddRunner<BackupRequested, BackupRequestedConsumer, BackupExecutor>();
        builder.AddRunner<VerifyRequested, VerifyRequestedConsumer, VerifyExecutor>();
    }
}
