using System.Net;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Server.Configuration;

/// <summary>Reads what a server is told of itself.</summary>
internal static class ServerSettingsReader
{
    public const string RolesKey = "Server:Roles";
    public const string UrlsKey = "Server:Urls";
    public const string MaxBackupAgeKey = "Health:MaxBackupAge";

    /// <summary>Where a server listens that is told nothing: a port that no well-known service uses.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8470";

    // What orchestrators tell every ASP.NET Core program; the product's own key wins.
    private const string OrchestratorUrls = "ASPNETCORE_URLS";

    private static readonly char[] Separators = [',', ';', ' '];

    public static ServerSettings Read(ConfigurationValues values) => new()
    {
        Roles = ReadRoles(values),
        Urls = ReadUrls(values, UrlsKey) is { Count: > 0 } own ? own
            : ReadUrls(values, OrchestratorUrls) is { Count: > 0 } given ? given
            : [DefaultUrl],
        MaxBackupAge = values.Text(MaxBackupAgeKey) is null
            ? null
            : values.Duration(MaxBackupAgeKey, TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromDays(3660)),
    };

    private static ServerRoles ReadRoles(ConfigurationValues values)
    {
        var names = Parts(values, RolesKey);
        if (names.Count == 0) return ServerRoles.All;
        var roles = ServerRoles.None;
        foreach (var name in names)
        {
            if (Enum.GetNames<ServerRoles>().FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known)
                roles |= Enum.Parse<ServerRoles>(known);
            else
                values.Fault(RolesKey, $"\"{Printable.Text(name)}\" is none of {string.Join(", ", Enum.GetNames<ServerRoles>())}.");
        }

        return roles;
    }

    private static List<string> ReadUrls(ConfigurationValues values, string key)
    {
        var urls = Parts(values, key);
        foreach (var url in urls.Where(url => !IsLoopback(url)))
        {
            values.Fault(
                key,
                $"\"{Printable.Text(url)}\" is no http address of this machine alone, such as {DefaultUrl}. " +
                "The API has no keys yet, so nobody else may reach it; let a proxy that checks who asks stand before it.");
        }

        return urls;
    }

    private static List<string> Parts(ConfigurationValues values, string key) =>
        [.. values.List(key).SelectMany(value => value.Text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http", UserInfo: "", PathAndQuery: "/" }
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}
