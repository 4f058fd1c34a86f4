using StreamingTracker.Backup.Server;
using StreamingTracker.Backup.ServiceDefaults;

return await ServiceProgram.RunWebAsync(args, ServerHost.Name, ServerHost.Add, ServerHost.Map);
