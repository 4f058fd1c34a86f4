using Microsoft.AspNetCore.WebUtilities;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Server.Problems;

/// <summary>Which HTTP status every failure has: the one place that decides.</summary>
internal static class FailureStatus
{
    /// <summary>Nobody is there to do what was asked for.</summary>
    public const string NoWorker = "no-worker";

    /// <summary>The bus does not take messages.</summary>
    public const string BusUnavailable = "bus-unavailable";

    /// <summary>The status of a failure's code.</summary>
    public static int Of(string code) => code switch
    {
        "usage" => StatusCodes.Status400BadRequest,
        "not-found" or "database-not-found" => StatusCodes.Status404NotFound,
        "refused" or "locked" or "busy" => StatusCodes.Status409Conflict,
        "corrupt" or "unsupported-schema" or "unsupported-server" or "unsupported-value" => StatusCodes.Status422UnprocessableEntity,
        "unreachable" or "unauthenticated" or "forbidden" or "archive-unavailable" or BusUnavailable or NoWorker or "interrupted" =>
            StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>What a status means, in its own words.</summary>
    public static string Title(int status) => ReasonPhrases.GetReasonPhrase(status);

    /// <summary>What is told of a status that came from no failure of ours, such as a path that is no route.</summary>
    public static FailureProblem Explain(int status) => status switch
    {
        StatusCodes.Status404NotFound => FailureProblem.Of(status, "not-found", "There is nothing at this address.", Routes),
        StatusCodes.Status405MethodNotAllowed => FailureProblem.Of(status, "usage", "This address does not take this method.", "The header Allow names those that it takes."),
        StatusCodes.Status413PayloadTooLarge => FailureProblem.Of(status, "usage", "The request's body is too large.", Routes),
        StatusCodes.Status415UnsupportedMediaType => FailureProblem.Of(
            status, "usage", "The request's body is not JSON by its Content-Type.", "Send it with the header Content-Type: application/json."),
        < StatusCodes.Status500InternalServerError => FailureProblem.Of(status, "usage", "The request is not what this address takes.", Routes),
        _ => FailureProblem.Of(
            status, FailureMap.Unexpected, "Something unexpected went wrong.", "The server's log has the reason, with the trace of this request."),
    };

    private const string Routes = "/openapi/v1.json describes every address, what it takes and what it answers.";
}
