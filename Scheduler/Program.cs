using StreamingTracker.Backup.Scheduler;
using StreamingTracker.Backup.ServiceDefaults;

return await ServiceProgram.RunAsync(args, "stbackup-scheduler", builder => builder.AddScheduler());
