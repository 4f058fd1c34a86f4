using StreamingTracker.Backup.BackupWorker;
using StreamingTracker.Backup.ServiceDefaults;

return await ServiceProgram.RunAsync(args, "stbackup-backup-worker", builder => builder.AddBackupWorker());
