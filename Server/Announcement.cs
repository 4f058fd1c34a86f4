using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using StreamingTracker.Backup.Server.Configuration;

namespace StreamingTracker.Backup.Server;

/// <summary>Says, as soon as it answers, where the server is and what it does.</summary>
internal static partial class Announcement
{
    public static void Add(WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        foreach (var address in addresses) LogListening(app.Logger, address, app.Services.GetRequiredService<ServerSettings>().Roles);
    });

    [LoggerMessage(2000, LogLevel.Information, "The server answers at {Address}; roles: {Roles}")]
    private static partial void LogListening(ILogger logger, string address, ServerRoles roles);
}
