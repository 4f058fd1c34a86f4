using Microsoft.AspNetCore.Http.HttpResults;
using StreamingTracker.Backup.Archive;

namespace StreamingTracker.Backup.Server.Api;

/// <summary><c>/api/backups/{name}/pin</c>: which backups never expire.</summary>
internal static class PinRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/backups/{name}/pin", Pin).WithTags("Backups")
            .Describe("pinBackup", "Pin a backup, so that it never expires", StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound)
            .Produces(StatusCodes.Status204NoContent);
        api.MapDelete("/backups/{name}/pin", Unpin).WithTags("Backups")
            .Describe("unpinBackup", "Take a backup's pin away", StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound)
            .Produces(StatusCodes.Status204NoContent);
    }

    private static NoContent Pin(string name, BackupLookup backups, BackupArchive archive)
    {
        archive.Pin(backups.Find(name).Name);
        return TypedResults.NoContent();
    }

    private static NoContent Unpin(string name, BackupLookup backups, BackupArchive archive)
    {
        archive.Unpin(backups.Find(name).Name);
        return TypedResults.NoContent();
    }
}
