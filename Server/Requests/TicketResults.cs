using Microsoft.AspNetCore.Http.HttpResults;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.Server.Configuration;
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
        Answer.NoWorker(var run) => Unavailable(
            run,
            FailureStatus.NoWorker,
            "No worker could take the request: this server has no role for it, and its bus reaches no other process.",
            $"Nothing was begun. Let {ServerSettingsReader.RolesKey} name BackupWorker (backups, verifications) or RestoreWorker (restores), " +
            "or let the server ask workers elsewhere, over RabbitMQ (Messaging:Transport)."),
        _ => Unavailable(
            answer.RunId,
            FailureStatus.BusUnavailable,
            "The message bus does not take the request.",
            $"/health says what is wrong. Send it again when that is gone; with an {IdempotencyKey.Header}, it is one run even if the bus took this one after all."),
    };

    private static IResult Unavailable(string runId, string code, string detail, string remedy) =>
        (FailureProblem.Of(FailureStatus.Of(code), code, detail, remedy) with { RunId = runId }).ToResult();

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
