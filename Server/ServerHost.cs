using StreamingTracker.Backup.BackupWorker;
using StreamingTracker.Backup.RestoreWorker;
using StreamingTracker.Backup.Scheduler;
using StreamingTracker.Backup.Server.Api;
using StreamingTracker.Backup.Server.Configuration;
using StreamingTracker.Backup.Server.Guards;
using StreamingTracker.Backup.Server.Health;
using StreamingTracker.Backup.Server.Runs;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Server;

/// <summary>Puts the server together: 1. the roles that configuration gives it; 2. its place on the bus; 3. its HTTP interface.</summary>
internal static class ServerHost
{
    /// <summary>What the server is called in traces and by the broker.</summary>
    public const string Name = "stbackup-server";

    public static void Add(WebApplicationBuilder builder)
    {
        // 1.
        var setup = ServiceSetup.Of(builder);
        var settings = ServerSettingsReader.Read(setup.Values);
        if (settings.Roles.HasFlag(ServerRoles.Scheduler)) builder.AddScheduler();
        if (settings.Roles.HasFlag(ServerRoles.BackupWorker)) builder.AddBackupWorker();
        if (settings.Roles.HasFlag(ServerRoles.RestoreWorker)) builder.AddRestoreWorker();

        // 2.
        setup.NeedDatabase();
        setup.AddMessaging(bus => bus.AddConsumer<RunNewsConsumer>().Endpoint(endpoint =>
        {
            // Every server hears everything, in its order, and nothing is kept for one that is away.
            endpoint.Temporary = true;
            endpoint.ConcurrentMessageLimit = 1;
        }));

        // 3.
        builder.WebHost.UseUrls([.. settings.Urls]).ConfigureKestrel(RequestLimits.Apply);
        builder.Services.AddSingleton(settings);
        builder.Services.AddApi();
        builder.AddHealth();
    }

    public static void Map(WebApplication app)
    {
        app.UseApi();
        app.MapHealth();
        Announcement.Add(app);
    }
}
