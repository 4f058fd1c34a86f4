using System.Globalization;

namespace StreamingTracker.Backup.Archive.Retention;

/// <summary>
/// Whether ages can be judged by the clock. Time that passed left its marks in the archive: backups and runs. Where it shows a long
/// time without any, either nothing ran, or the clock was set ahead; nobody but a person can tell.
/// </summary>
internal static class RetentionClock
{
    /// <summary>What nobody asks about, however seldom backups are made.</summary>
    private static readonly TimeSpan AlwaysBelieved = TimeSpan.FromDays(7);

    /// <summary>How many times the usual distance of two backups is believed.</summary>
    private const int UsualTimes = 3;

    /// <summary>Fewer distances than these show no custom.</summary>
    private const int FewestDistances = 3;

    /// <summary>Says why the clock can't be believed; null when it can.</summary>
    /// <param name="now">What it shows.</param>
    /// <param name="believed">What it showed when it was last believed; null for never.</param>
    /// <param name="backups">When backups are from, in any order.</param>
    /// <param name="runs">When runs began, in any order.</param>
    public static string? Doubt(DateTimeOffset now, DateTimeOffset? believed, IReadOnlyList<DateTimeOffset> backups, IEnumerable<DateTimeOffset> runs)
    {
        if (believed > now + RetentionDecision.ClockSkew)
            return $"The clock shows {Text(now)}, and showed {Text(believed.Value)} when backups were last judged by their age";

        var past = backups.Where(at => at <= now).Order().ToList();
        var longest = LongestBelieved(past);
        var marks = past.Concat(runs).Where(at => at <= now && at >= (believed ?? at)).Append(believed ?? now).Append(now).Order().ToList();
        var gap = Distances(marks).MaxBy(distance => distance.Length);
        return gap.Length <= longest ? null
            : $"Nothing ran from {Text(gap.From)} to {Text(gap.From + gap.Length)}, if the clock is right ({Text(now)})";
    }

    private static TimeSpan LongestBelieved(List<DateTimeOffset> past)
    {
        var distances = Distances(past).Select(distance => distance.Length).Order().ToList();
        var usual = distances.Count < FewestDistances ? TimeSpan.Zero : distances[(distances.Count - 1) / 2];
        return usual * UsualTimes > AlwaysBelieved ? usual * UsualTimes : AlwaysBelieved;
    }

    private static IEnumerable<(DateTimeOffset From, TimeSpan Length)> Distances(List<DateTimeOffset> times) =>
        times.Zip(times.Skip(1), (one, next) => (one, next - one));

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
