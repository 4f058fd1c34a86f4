using Aspire.Hosting;
using StreamingTracker.Backup.AppHost.Orchestration;

var builder = DistributedApplication.CreateBuilder(args);
BackupSystem.Add(builder, builder.Configuration["messaging"]);
builder.Build().Run();
