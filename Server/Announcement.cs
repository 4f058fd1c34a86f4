using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Server.Configuration;
using StreamingTracker.Backup.ServiceDefaults.Messaging;

namespace StreamingTracker.Backup.Server;

/// <summary>Says, as soon as it answers, where the server is and what it does, and what it will have to refuse.</summary>
internal static partial class Announcement
{
    public static void Add(WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        foreach (var address in addresses) LogListening(app.Logger, address, app.Services.GetRequiredService<ServerSettings>().Roles);

        var reach = app.Services.GetRequiredService<RequestReach>();
        if (!reach.Includes<BackupRequested>()) LogNoWorker(app.Logger, "backups and verifications", ServerRoles.BackupWorker);
        if (!reach.Includes<RestoreRequested>()) LogNoWorker(app.Logger, "restores", ServerRoles.RestoreWorker);
    });

    [LoggerMessage(2000, LogLevel.Information, "The server answers at {Address}; roles: {Roles}")]
    private static partial void LogListening(ILogger logger, string address, ServerRoles roles);

    [LoggerMessage(
        2002,
        LogLevel.Warning,
        "Requests for {Runs} are refused: no worker is in reach. Add {Role} to Server:Roles, or let Messaging:Transport reach others")]
    private static partial void LogNoWorker(ILogger logger, string runs, ServerRoles role);
}
