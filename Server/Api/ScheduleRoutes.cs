using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Schedules;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Server.Api;

/// <summary><c>/api/schedule</c>: when backups are due.</summary>
internal static class ScheduleRoutes
{
    private const int DefaultCount = 5;
    private const int MostCount = 100;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/schedule", Show).WithTags("Schedule")
            .Describe("showSchedule", $"When backups are due; next is how many of the next times, 1 to {MostCount}, by default {DefaultCount}")
            .Produces<ScheduleDocument>();

    private static ScheduleDocument Show(CurrentSettings settings, TimeProvider time, int next = DefaultCount) => next is >= 1 and <= MostCount
        ? ScheduleDocument.Of(new ScheduleOverview(settings.AtStart, settings.Database, time).Describe(next))
        : throw new UsageException($"next is {next}.", $"It is a whole number from 1 to {MostCount}.");
}
