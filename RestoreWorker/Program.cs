using StreamingTracker.Backup.RestoreWorker;
using StreamingTracker.Backup.ServiceDefaults;

return await ServiceProgram.RunAsync(args, "stbackup-restore-worker", builder => builder.AddRestoreWorker());
