using Microsoft.AspNetCore.Diagnostics;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Server.Problems;

/// <summary>Turns whatever a route throws into a problem. What nobody foresaw is logged, and its words stay here.</summary>
internal sealed partial class FailureHandler(ILogger<FailureHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        // Nobody is there any more to be answered.
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested) return true;
        await Explain(exception, context.Request).ToResult().ExecuteAsync(context);
        return true;
    }

    private FailureProblem Explain(Exception exception, HttpRequest request)
    {
        if (exception is BadHttpRequestException bad)
        {
            var problem = FailureStatus.Explain(bad.StatusCode);
            return bad switch
            {
                { InnerException: System.Text.Json.JsonException json } =>
                    problem with { Detail = $"The request's body is not what this address takes{Place(json)}." },
                { StatusCode: StatusCodes.Status400BadRequest } when request.QueryString.HasValue =>
                    problem with { Detail = $"The query {Printable.Text(request.QueryString.Value!)} is not what this address takes." },
                _ => problem,
            };
        }

        var failure = FailureMap.Explain(exception);
        if (failure.Kind != FailureMap.Unexpected) return FailureProblem.Of(failure);
        LogUnexpected(exception);
        return FailureStatus.Explain(StatusCodes.Status500InternalServerError);
    }

    // Where the fault is, but not the parser's own words: they quote the body.
    private static string Place(System.Text.Json.JsonException fault) => fault.Path is { Length: > 0 and < 100 } path ? $", at {path}" : "";

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "A request failed for a reason that nobody foresaw")]
    private partial void LogUnexpected(Exception exception);
}
