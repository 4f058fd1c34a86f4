using System.Net;
using StreamingTracker.Backup.Server.Problems;

namespace StreamingTracker.Backup.Server.Guards;

/// <summary>
/// Keeps web pages out. The API has no keys yet and trusts whoever reaches this machine's loopback; but a browser reaches it, too,
/// on behalf of any page that is open in it.
/// </summary>
/// <remarks>
/// 1. The Host header has to be a name of the loopback: a page whose own name was made to lead here ("DNS rebinding") is turned away.
/// 2. What changes anything may not come from another site: browsers say where a request comes from, other clients say nothing.
/// That a page can't read the answers to its other requests is the browser's rule already, since no header here lifts it.
/// </remarks>
internal sealed class BrowserGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        // 1.
        if (!IsLoopback(context.Request.Host.Host))
        {
            return FailureProblem.Of(
                StatusCodes.Status421MisdirectedRequest,
                "host-refused",
                "The request names another host than this one's loopback.",
                "Use http://localhost or http://127.0.0.1 with the server's port.").ToResult().ExecuteAsync(context);
        }

        // 2.
        if (ChangesSomething(context.Request.Method) && IsFromAnotherSite(context.Request))
        {
            return FailureProblem.Of(
                StatusCodes.Status403Forbidden,
                "cross-site",
                "A web page of another site asked a browser to send this.",
                "Send it from a program, or from a page of this server itself.").ToResult().ExecuteAsync(context);
        }

        return next(context);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool ChangesSomething(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    private static bool IsFromAnotherSite(HttpRequest request)
    {
        var (origin, fetchSite) = (request.Headers.Origin, request.Headers["Sec-Fetch-Site"]);
        var ownOrigin = $"{request.Scheme}://{request.Host}";
        return (origin.Count > 0 && !string.Equals(origin, ownOrigin, StringComparison.OrdinalIgnoreCase))
            || (fetchSite.Count > 0 && fetchSite != "same-origin" && fetchSite != "none");
    }
}
