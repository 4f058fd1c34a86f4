using Aspire.Hosting;
using StreamingTracker.Backup.AppHost.Orchestration;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Failures;

var builder = DistributedApplication.CreateBuilder(args);
try
{
    BackupSystem.Add(builder, builder.Configuration["messaging"]);
}
catch (UsageException e)
{
    Console.Error.WriteLine($"{e.Message}\n{e.Remedy}");
    return (int)ExitCode.Usage;
}

builder.Build().Run();
return (int)ExitCode.Done;
