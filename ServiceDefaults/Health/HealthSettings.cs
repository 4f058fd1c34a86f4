using System.Net;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.ServiceDefaults.Health;

/// <summary>Where a service without an HTTP interface of its own says how it is.</summary>
/// <param name="Urls">Addresses of this machine alone, such as <c>http://127.0.0.1:7071</c>; none (the default) for nowhere.</param>
internal sealed record HealthSettings(IReadOnlyList<string> Urls)
{
    public const string UrlsKey = "Health:Urls";

    // What orchestrators tell every ASP.NET Core program; the product's own key wins.
    private const string OrchestratorUrls = "ASPNETCORE_URLS";

    public static HealthSettings Read(ConfigurationValues values)
    {
        var own = values.List(UrlsKey);
        var urls = own.Count > 0 ? own : values.List(OrchestratorUrls);
        foreach (var (key, url) in urls.Where(url => !IsLoopback(url.Text)))
            values.Fault(key, $"\"{Printable.Text(url)}\" is no http address of this machine alone, such as http://127.0.0.1:7071.");
        return new([.. urls.Select(url => url.Text)]);
    }

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttp
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}
