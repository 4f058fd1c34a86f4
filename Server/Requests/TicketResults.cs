using Microsoft.AspNetCore.Http.HttpResults;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.Server.Problems;

namespace StreamingTracker.Backup.Server.Requests;

/// <summary>What a client is told of the request it made.</summary>
internal static class TicketResults
{
    public static IResult Of(Answer answer) => answer switch
    {
        Answer.Accepted(var run, var by) when run == by =>
            Ticket(run, by, accepted: true, "A worker has recorded the request, and it will have an outcome."),
        Answer.Accepted(var run, var by) => Ticket(run, by, accepted: true, "Another run is on it already and serves this request as well."),
        Answer.Sent(var run) => Ticket(run, run, accepted: false, "The request was sent; no worker has answered yet."),
        Answer.Refused(var run, var failure) => FailureProblem.Of(failure, run).ToResult(),
        _ => (FailureProblem.Of(
            FailureStatus.Of(FailureStatus.BusUnavailable),
            FailureStatus.BusUnavailable,
            "The message bus does not take the request.",
            "Nothing was begun. /health says what is wrong; send it again when that is gone.") with
        { RunId = answer.RunId }).ToResult(),
    };

    private static Accepted<RunTicket> Ticket(string runId, string servedBy, bool accepted, string message)
    {
        var run = $"/api/runs/{servedBy}";
        var ticket = new RunTicket
        {
            RunId = runId,
            ServedBy = servedBy,
            Accepted = accepted,
            Message = message,
            Run = run,
            Events = $"{run}/events",
        };
        return TypedResults.Accepted(run, ticket);
    }
}
