namespace StreamingTracker.Backup.Server.Api;

/// <summary>
/// Answers HEAD as GET, of which the web server then leaves the body out: what watches a server often asks like that. Streams are left
/// alone, since without a body they would only never end.
/// </summary>
internal sealed class HeadRequests(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsHead(request.Method) || RunRoutes.IsStream(request.Path))
        {
            await next(context);
            return;
        }

        request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            request.Method = HttpMethods.Head;
        }
    }
}
