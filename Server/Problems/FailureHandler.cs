using Microsoft.AspNetCore.Diagnostics;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Server.Problems;

/// <summary>Turns whatever a route throws into a problem. What nobody foresaw is logged, and its words stay here.</summary>
internal sealed partial class FailureHandler(ILogger<FailureHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        // Nobody is there any more to be answered.
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested) return true;
        await Explain(exception).ToResult().ExecuteAsync(context);
        return true;
    }

    private FailureProblem Explain(Exception exception)
    {
        if (exception is BadHttpRequestException request)
        {
            var problem = FailureStatus.Explain(request.StatusCode);
            return request.InnerException is System.Text.Json.JsonException json
                ? problem with { Detail = $"The request's body is not what this address takes{Place(json)}." }
                : problem;
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
