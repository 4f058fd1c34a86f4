using NodaTime;
using NodaTime.Calendars;

namespace StreamingTracker.Backup.Archive.Retention;

/// <summary>
/// Decides which backups of one name and database stay. The same backups, policy and time always give the same decision, and what is
/// left after it is all kept by the next one.
/// </summary>
/// <remarks>
/// 1. What is kept for itself: pinned; dated ahead of the clock; within the days.
/// 2. What counts among others is neither damaged nor dated ahead. Every rule is applied twice, to all that counts and to those alone
///    that were verified, and keeps what either keeps: so an unverified backup never takes the place of a verified one, nor the other
///    way round.
/// 3. The last good and the last exact one; the newest so many, by both rules that say how many; the newest of each hour, day, week,
///    month and year of the zone's calendar. Periods without a backup count for nothing.
/// 4. A damaged one stays while nothing that counts is younger.
/// With a clock that is behind, this keeps no less than with one that is right.
/// </remarks>
internal sealed class RetentionDecision
{
    /// <summary>How far the clocks of machines that share an archive may be apart.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    private readonly RetentionPolicy _policy;
    private readonly DateTimeZone _zone;
    private readonly List<AgedBackup> _newestFirst;
    private readonly Dictionary<AgedBackup, SortedSet<RetentionRule>> _keptBy = new(ReferenceEqualityComparer.Instance);

    private RetentionDecision(RetentionPolicy policy, DateTimeZone zone, IEnumerable<AgedBackup> backups)
    {
        (_policy, _zone) = (policy, zone);
        _newestFirst = [.. backups.OrderByDescending(backup => backup.At).ThenByDescending(backup => backup.Backup.Name, StringComparer.Ordinal)];
        foreach (var backup in _newestFirst) _keptBy[backup] = [];
    }

    /// <summary>Decides.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="zone">The zone of hours, days, weeks, months and years.</param>
    /// <param name="backups">The backups, in any order.</param>
    /// <param name="now">The time.</param>
    /// <returns>A verdict on each, newest first.</returns>
    public static IReadOnlyList<RetentionVerdict> Decide(
        RetentionPolicy policy, DateTimeZone zone, IEnumerable<AgedBackup> backups, DateTimeOffset now)
    {
        var decision = new RetentionDecision(policy, zone, backups);
        decision.Apply(now);
        return [.. decision._newestFirst.Select(backup => new RetentionVerdict(backup, [.. decision._keptBy[backup]]))];
    }

    private void Apply(DateTimeOffset now)
    {
        // 1.
        var isAhead = _newestFirst.ToLookup(backup => backup.At > now + ClockSkew);
        if (_policy.IsOff) Keep(_newestFirst, RetentionRule.Off);
        Keep(_newestFirst.Where(backup => backup.Backup.Pinned), RetentionRule.Pinned);
        Keep(isAhead[true], RetentionRule.DatedAhead);
        if (_policy.Days > 0) Keep(isAhead[false].Where(backup => now - backup.At <= TimeSpan.FromDays(_policy.Days)), RetentionRule.Days);

        // 2.
        var counting = isAhead[false].Where(backup => backup.Backup.Standing != BackupStanding.Damaged).ToList();
        var verified = counting.Where(backup => backup.Backup.Standing == BackupStanding.Verified).ToList();

        // 3.
        ApplyRules(counting);
        ApplyRules(verified);

        // 4.
        var newest = counting.Count > 0 ? counting[0].At : DateTimeOffset.MinValue;
        Keep(
            isAhead[false].Where(backup => backup.Backup.Standing == BackupStanding.Damaged && backup.At >= newest),
            RetentionRule.NothingYounger);
    }

    private void ApplyRules(List<AgedBackup> backups)
    {
        Keep(backups.Take(1), RetentionRule.LastGood);
        Keep(backups.Where(backup => backup.Backup.Manifest?.Consistency.Exact is true).Take(1), RetentionRule.LastExact);
        Keep(backups.Take(_policy.Minimum), RetentionRule.Minimum);
        Keep(backups.Take(_policy.Last), RetentionRule.Last);
        KeepNewestOfEach(backups, at => (at.Date, at.Hour, at.Offset), _policy.Hourly, RetentionRule.Hourly);
        KeepNewestOfEach(backups, at => at.Date, _policy.Daily, RetentionRule.Daily);
        KeepNewestOfEach(backups, at => (WeekYearRules.Iso.GetWeekYear(at.Date), WeekYearRules.Iso.GetWeekOfWeekYear(at.Date)), _policy.Weekly, RetentionRule.Weekly);
        KeepNewestOfEach(backups, at => (at.Year, at.Month), _policy.Monthly, RetentionRule.Monthly);
        KeepNewestOfEach(backups, at => at.Year, _policy.Yearly, RetentionRule.Yearly);
    }

    private void KeepNewestOfEach<T>(List<AgedBackup> backups, Func<ZonedDateTime, T> period, int most, RetentionRule rule) =>
        Keep(backups.DistinctBy(backup => period(Instant.FromDateTimeOffset(backup.At).InZone(_zone))).Take(most), rule);

    private void Keep(IEnumerable<AgedBackup> backups, RetentionRule rule)
    {
        foreach (var backup in backups) _keptBy[backup].Add(rule);
    }
}
