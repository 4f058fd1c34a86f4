using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.Server.Problems;
using StreamingTracker.Backup.Server.Requests;

namespace StreamingTracker.Backup.Server.Api;

/// <summary>What a route says of itself, for the OpenAPI document.</summary>
internal static class RouteDescriptions
{
    /// <summary>Names a route and the problems that it may answer with beside those of every route.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, params int[] problems)
    {
        route.WithName(name).WithSummary(summary);
        int[] everywhere = [StatusCodes.Status400BadRequest, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable];
        foreach (var status in everywhere.Union(problems)) route.Produces<FailureProblem>(status, FailureProblem.ContentType);
        return route;
    }

    /// <summary>The route takes the header that makes a request repeatable.</summary>
    public static RouteHandlerBuilder TakesKey(this RouteHandlerBuilder route) => route.WithMetadata(new TakesIdempotencyKey());

    /// <summary>The route asks the workers for a run, and answers when one has recorded it.</summary>
    public static RouteHandlerBuilder AnswersTicket(this RouteHandlerBuilder route) => route
        .Produces<RunTicket>(StatusCodes.Status202Accepted)
        .Produces<FailureProblem>(StatusCodes.Status403Forbidden, FailureProblem.ContentType)
        .Produces<FailureProblem>(StatusCodes.Status409Conflict, FailureProblem.ContentType)
        .Produces<FailureProblem>(StatusCodes.Status413PayloadTooLarge, FailureProblem.ContentType)
        .Produces<FailureProblem>(StatusCodes.Status415UnsupportedMediaType, FailureProblem.ContentType);
}

/// <summary>Marks a route that reads <see cref="IdempotencyKey"/>.</summary>
internal sealed record TakesIdempotencyKey;
