using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Schedules;

namespace StreamingTracker.Backup.Server.Health;

/// <summary>How old the newest backup may be when nobody says: what the schedule leads one to expect.</summary>
internal static class ExpectedAge
{
    /// <summary>Without a schedule: somebody asks once a day.</summary>
    private static readonly TimeSpan WithoutSchedule = TimeSpan.FromHours(26);

    /// <summary>How long a backup may take, and be retried.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(2);

    private const int TimesLookedAt = 500;

    /// <summary>The longest pause between two of the schedule's next times, and some grace.</summary>
    public static TimeSpan Of(OperationSettings settings, TimeProvider time)
    {
        var times = Schedule.Of(RunKind.Backup, settings).After(time.GetUtcNow()).Take(TimesLookedAt).Select(next => next.StartsAt).ToList();
        return times.Count < 2 ? WithoutSchedule : times.Zip(times.Skip(1), (one, next) => next - one).Max() + Grace;
    }
}
