using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.Server.Problems;
using StreamingTracker.Backup.Server.Runs;

namespace StreamingTracker.Backup.Server.Api;

/// <summary><c>/api/runs</c>: what is going on, what was, and its progress as it happens.</summary>
internal static class RunRoutes
{
    private const int DefaultLast = 50;
    private const int MostLast = 1000;
    private const string EventStream = "text/event-stream";

    public static void Map(IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("", List)
            .Describe("listRuns", $"The last runs, those without an outcome first, then the newest first; last is 1 to {MostLast}, by default {DefaultLast}")
            .Produces<IReadOnlyList<RunDocument>>();
        runs.MapGet("/{id}", Show)
            .Describe("showRun", "One run: its state, and its outcome when it has one", StatusCodes.Status404NotFound)
            .Produces<RunDocument>();
        runs.MapGet("/{id}/events", Follow)
            .Describe(
                "followRun",
                "One run's progress as it happens, as server-sent events: its state first, then progress in order, its outcome last",
                StatusCodes.Status404NotFound,
                StatusCodes.Status503ServiceUnavailable)
            .Produces<RunDocument>(contentType: EventStream);
        runs.MapGet("/events", FollowAll)
            .Describe("followRuns", "Every run's progress as it happens, as server-sent events", StatusCodes.Status503ServiceUnavailable)
            .Produces<RunDocument>(contentType: EventStream);
    }

    /// <summary>Whether an address is that of a stream, whose answer lasts.</summary>
    public static bool IsStream(PathString path) => path.StartsWithSegments("/api/runs") && path.Value!.TrimEnd('/').EndsWith("/events", StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<RunDocument> List(RunCatalog runs, int last = DefaultLast) => last is >= 1 and <= MostLast
        ? runs.List(last)
        : throw new UsageException($"last is {last}.", $"It is a whole number from 1 to {MostLast}.");

    private static IResult Show(string id, RunCatalog runs) => runs.Find(id) is { } run ? TypedResults.Ok(run) : NotFound();

    private static IResult Follow(string id, HttpContext http, RunStream stream, OpenStreams open) =>
        Stream(http, open, stopping => stream.Of(id, http.Abort, stopping));

    private static IResult FollowAll(HttpContext http, RunStream stream, OpenStreams open) =>
        Stream(http, open, stopping => stream.OfAll(http.Abort, stopping));

    private static IResult Stream(HttpContext http, OpenStreams open, Func<CancellationToken, IAsyncEnumerable<SseItem<RunDocument>>?> begin)
    {
        if (open.TryEnter(http) is not { } stopping)
        {
            return FailureProblem.Of(
                StatusCodes.Status503ServiceUnavailable,
                "busy",
                "As many clients as this server allows follow runs already.",
                "Close some of them, or ask for the run's state now and then.").ToResult();
        }

        return begin(stopping) is { } events ? TypedResults.ServerSentEvents(Open(http, events, stopping)) : NotFound();
    }

    /// <summary>Lets the client know at once that the stream is there, however long it takes until there is something to say.</summary>
    private static async IAsyncEnumerable<SseItem<RunDocument>> Open(
        HttpContext http, IAsyncEnumerable<SseItem<RunDocument>> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await http.Response.Body.FlushAsync(cancellationToken);
        await foreach (var item in events.WithCancellation(cancellationToken)) yield return item;
    }

    private static IResult NotFound() => FailureProblem.Of(
        StatusCodes.Status404NotFound, "not-found", "There is no run of this id.", "GET /api/runs lists them. A request that no worker has answered yet is no run.")
        .ToResult();
}
