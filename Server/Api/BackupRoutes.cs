using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.Server.Requests;

namespace StreamingTracker.Backup.Server.Api;

/// <summary><c>/api/backups</c>: what the archive holds, and asking for another.</summary>
internal static class BackupRoutes
{
    private const int LongestNote = 1000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var backups = api.MapGroup("/backups").WithTags("Backups");
        backups.MapGet("", List)
            .Describe("listBackups", "Every backup of the archive, newest first")
            .Produces<IReadOnlyList<BackupDocument>>();
        backups.MapGet("/{name}", Show)
            .Describe("showBackup", "One backup and its manifest", StatusCodes.Status404NotFound)
            .Produces<BackupDetails>();
        backups.MapPost("", RequestAsync)
            .Describe("requestBackup", "Ask for a backup; one that is going already serves the request as well")
            .TakesKey()
            .AnswersTicket();
    }

    private static IEnumerable<BackupDocument> List(ListOperation list) => list.List().Select(BackupDocument.Of);

    private static BackupDetails Show(string name, BackupLookup backups) => BackupDetails.Of(backups.Find(name));

    private static async Task<IResult> RequestAsync(
        HttpRequest http, BackupOrder? order, RequestDesk desk, TimeProvider time, CancellationToken cancellationToken)
    {
        var (runId, hasKey) = IdempotencyKey.Read(http, RunKind.Backup);
        var note = order?.Note is { Length: > 0 } given ? given : null;
        if (note?.Length > LongestNote) throw new UsageException($"The note has more than {LongestNote} characters.", "Send a shorter one.");
        var request = new BackupRequested
        {
            RunId = runId,
            RequestedAt = time.GetUtcNow(),
            RequestedBy = Requester.Name,
            Note = note,
            Distinct = order?.Distinct ?? (note is not null || hasKey),
        };
        return TicketResults.Of(await desk.AskAsync(request, hasKey, cancellationToken));
    }
}

/// <summary>Finds the backups that clients name.</summary>
internal sealed class BackupLookup(ListOperation list)
{
    /// <summary>The backup of a name. Numbers are for people who have just seen the list.</summary>
    /// <exception cref="BackupNotFoundException">There is none.</exception>
    public ArchivedBackup Find(string name)
    {
        if (name.All(char.IsAsciiDigit)) throw new BackupNotFoundException("A number names no backup here.", $"Use the backup's name. {Names}");
        try
        {
            return list.Find(name);
        }
        catch (BackupNotFoundException e)
        {
            throw new BackupNotFoundException(e.Message, Names);
        }
    }

    private const string Names = "GET /api/backups lists them.";
}
