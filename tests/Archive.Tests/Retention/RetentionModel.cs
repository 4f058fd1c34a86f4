using System.Globalization;
using NodaTime;
using StreamingTracker.Backup.Archive.Retention;

namespace StreamingTracker.Backup.Archive.Tests.Retention;

/// <summary>Retention once more, plain and slow: each rule asked about each backup, by counting those that come before it.</summary>
internal sealed class RetentionModel(RetentionPolicy policy, DateTimeZone zone, IReadOnlyList<AgedBackup> backups, DateTimeOffset now)
{
    public IEnumerable<string> Kept => backups.Where(Keeps).Select(backup => backup.Backup.Name);

    public static bool Counts(AgedBackup backup, DateTimeOffset now) =>
        !IsAhead(backup, now) && backup.Backup.Standing != BackupStanding.Damaged;

    private static bool IsAhead(AgedBackup backup, DateTimeOffset now) => backup.At - now > TimeSpan.FromMinutes(10);

    private static bool IsVerified(AgedBackup backup) => backup.Backup.Standing == BackupStanding.Verified;

    private static bool IsExact(AgedBackup backup) => backup.Backup.Manifest!.Consistency.Exact;

    private static bool IsNewer(AgedBackup one, AgedBackup other) =>
        one.At > other.At || (one.At == other.At && string.CompareOrdinal(one.Backup.Name, other.Backup.Name) > 0);

    private bool Keeps(AgedBackup backup)
    {
        var rules = policy.Days + policy.Last + policy.Hourly + policy.Daily + policy.Weekly + policy.Monthly + policy.Yearly;
        if (rules == 0 || backup.Backup.Pinned || IsAhead(backup, now)) return true;
        if (policy.Days > 0 && (now - backup.At).TotalDays <= policy.Days) return true;
        if (!Counts(backup, now)) return !backups.Any(other => Counts(other, now) && other.At > backup.At);
        return KeepsAmong(backup, _ => true) || (IsVerified(backup) && KeepsAmong(backup, IsVerified));
    }

    private bool KeepsAmong(AgedBackup backup, Func<AgedBackup, bool> isAmong)
    {
        var group = backups.Where(other => Counts(other, now) && isAmong(other)).ToList();
        var newer = group.Where(other => IsNewer(other, backup)).ToList();
        if (newer.Count < policy.Minimum || newer.Count < policy.Last) return true;
        if (IsExact(backup) && !newer.Any(IsExact)) return true;
        return KeepsNewestOf(t => t.ToString("uuuu-MM-dd HH o<g>", CultureInfo.InvariantCulture), policy.Hourly)
            || KeepsNewestOf(t => t.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), policy.Daily)
            || KeepsNewestOf(t => t.Date.PlusDays(1 - (int)t.DayOfWeek).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), policy.Weekly)
            || KeepsNewestOf(t => t.ToString("uuuu-MM", CultureInfo.InvariantCulture), policy.Monthly)
            || KeepsNewestOf(t => t.ToString("uuuu", CultureInfo.InvariantCulture), policy.Yearly);

        bool KeepsNewestOf(Func<ZonedDateTime, string> period, int most)
        {
            var periods = newer.Select(other => period(Local(other))).Distinct().ToList();
            return periods.Count < most && !periods.Contains(period(Local(backup)));
        }
    }

    private ZonedDateTime Local(AgedBackup backup) => Instant.FromDateTimeOffset(backup.At).InZone(zone);
}
