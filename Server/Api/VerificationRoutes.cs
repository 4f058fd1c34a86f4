using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Server.Requests;

namespace StreamingTracker.Backup.Server.Api;

/// <summary>Asking for backups to be read whole.</summary>
internal static class VerificationRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/backups/{name}/verify", VerifyAsync).WithTags("Backups")
            .Describe("verifyBackup", "Ask for a backup to be read whole", StatusCodes.Status404NotFound)
            .TakesKey()
            .AnswersTicket();
        api.MapPost("/verifications", VerifyAllAsync).WithTags("Backups")
            .Describe("verifyBackups", "Ask for every backup to be read whole")
            .TakesKey()
            .AnswersTicket();
    }

    private static Task<IResult> VerifyAsync(
        string name, bool? restore, HttpRequest http, BackupLookup backups, RequestDesk desk, TimeProvider time, CancellationToken cancellationToken) =>
        AskAsync(backups.Find(name).Name, restore, http, desk, time, cancellationToken);

    private static Task<IResult> VerifyAllAsync(
        bool? restore, HttpRequest http, RequestDesk desk, TimeProvider time, CancellationToken cancellationToken) =>
        AskAsync(null, restore, http, desk, time, cancellationToken);

    private static async Task<IResult> AskAsync(
        string? backup, bool? restore, HttpRequest http, RequestDesk desk, TimeProvider time, CancellationToken cancellationToken)
    {
        var (runId, hasKey) = IdempotencyKey.Read(http, RunKind.Verify);
        var request = new VerifyRequested
        {
            RunId = runId,
            RequestedAt = time.GetUtcNow(),
            RequestedBy = Requester.Name,
            Backup = backup,
            Restore = restore ?? false,
            Distinct = hasKey || backup is not null,
        };
        return TicketResults.Of(await desk.AskAsync(request, hasKey, cancellationToken));
    }
}
