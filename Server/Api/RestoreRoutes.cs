using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.Server.Requests;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Server.Api;

/// <summary><c>/api/restores</c>: asking for a database to be replaced by a backup.</summary>
internal static class RestoreRoutes
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/restores", RequestAsync).WithTags("Restores")
            .Describe(
                "requestRestore",
                "Ask for everything in the database to be replaced by a backup; confirmDatabase names the database that will be overwritten",
                StatusCodes.Status404NotFound)
            .Accepts<RestoreOrder>(isOptional: false, "application/json")
            .TakesKey()
            .AnswersTicket();

    private static async Task<IResult> RequestAsync(
        HttpRequest http,
        RestoreOrder? order,
        BackupLookup backups,
        CurrentSettings settings,
        RequestDesk desk,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (runId, hasKey) = IdempotencyKey.Read(http, RunKind.Restore);
        var request = new RestoreRequested
        {
            RunId = runId,
            RequestedAt = time.GetUtcNow(),
            RequestedBy = Requester.Name,
            Backup = backups.Find(Given(order?.Backup, "backup", "It is the name of the backup to restore.")).Name,
            ConfirmDatabase = Given(order?.ConfirmDatabase, "confirmDatabase", "It is the name of the database that will be overwritten."),
            SafetyBackup = order?.SafetyBackup ?? true,
            Distinct = hasKey,
        };
        DemandConfirmed(request.ConfirmDatabase, settings.Database);
        return TicketResults.Of(await desk.AskAsync(request, hasKey, cancellationToken));
    }

    private static string Given(string? value, string name, string meaning) =>
        string.IsNullOrEmpty(value) ? throw new UsageException($"The body has no \"{name}\".", meaning) : value;

    // The worker asks the server itself, which alone knows what a home database is called; a configured name is known here already.
    private static void DemandConfirmed(string confirmed, string? configured)
    {
        if (configured is null || confirmed.Equals(configured, StringComparison.OrdinalIgnoreCase)) return;
        throw new RefusedException(
            "The confirmation names another database than the one that would be overwritten.",
            "Nothing was touched. Send the name of the configured database as confirmDatabase.");
    }
}
