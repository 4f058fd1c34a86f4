using CsCheck;
using NodaTime;
using StreamingTracker.Backup.Archive.Retention;

namespace StreamingTracker.Backup.Archive.Tests.Retention;

public sealed class RetentionDecisionTests
{
    private const int Histories = 1000;

    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    private static readonly Gen<(RetentionPolicy Policy, AgedBackup[] Backups)> Cases = Gen.Select(RetentionSamples.Policies, RetentionSamples.Histories);

    private static DateTimeOffset Now => RetentionSamples.Now;

    [Fact]
    public void Random_histories_are_decided_as_a_plain_model_decides_them() => Cases.Sample((policy, backups) =>
        Assert.Equal(
            new RetentionModel(policy, Paris, backups, Now).Kept.Order(StringComparer.Ordinal),
            Kept(policy, backups, Now).Order(StringComparer.Ordinal)),
        iter: Histories);

    [Fact]
    public void What_must_never_go_stays() => Cases.Sample((policy, backups) =>
    {
        var kept = Kept(policy, backups, Now).ToHashSet();
        var counting = backups.Where(backup => RetentionModel.Counts(backup, Now)).OrderByDescending(backup => backup.At).ThenByDescending(backup => backup.Backup.Name, StringComparer.Ordinal).ToList();
        List<AgedBackup?> last =
        [
            counting.FirstOrDefault(),
            counting.FirstOrDefault(backup => backup.Backup.Standing == BackupStanding.Verified),
            counting.FirstOrDefault(backup => backup.Backup.Manifest!.Consistency.Exact),
            counting.FirstOrDefault(backup => backup.Backup is { Standing: BackupStanding.Verified, Manifest.Consistency.Exact: true }),
        ];
        Assert.All(last.OfType<AgedBackup>().Concat(backups.Where(backup => backup.Backup.Pinned)), backup => Assert.Contains(backup.Backup.Name, kept));
        Assert.All(backups.Where(backup => policy.Days > 0 && Now - backup.At <= TimeSpan.FromDays(policy.Days)), backup => Assert.Contains(backup.Backup.Name, kept));
    }, iter: Histories);

    [Fact]
    public void The_same_input_gives_the_same_decision_in_any_order_and_what_is_left_is_all_kept() => Cases.Sample((policy, backups) =>
    {
        var kept = Kept(policy, backups, Now);
        Assert.Equal(kept, Kept(policy, [.. backups.Reverse()], Now));
        Assert.Equal(kept, Kept(policy, [.. backups.Where(backup => kept.Contains(backup.Backup.Name))], Now));
    }, iter: Histories);

    [Fact]
    public void Removing_every_night_leaves_what_removing_once_at_the_end_does() => Cases.Sample((policy, backups) =>
    {
        var inTime = backups.Where(backup => backup.At <= Now).OrderBy(backup => backup.At).ThenBy(backup => backup.Backup.Name, StringComparer.Ordinal).ToList();
        List<AgedBackup> left = [];
        foreach (var made in inTime)
        {
            var kept = Kept(policy, [.. left, made], made.At).ToHashSet();
            left = [.. left.Append(made).Where(backup => kept.Contains(backup.Backup.Name))];
        }
        Assert.Equal(Kept(policy, inTime, Now), Kept(policy, left, Now));
    }, iter: Histories);

    [Fact]
    public void A_clock_that_is_behind_removes_nothing_that_a_right_one_would_keep() =>
        Gen.Select(RetentionSamples.Policies, RetentionSamples.Histories, Gen.Int[0, 60 * 24 * 800]).Sample((policy, backups, behind) =>
            Assert.Empty(Kept(policy, backups, Now).Except(Kept(policy, backups, Now.AddMinutes(-behind)))), iter: Histories);

    [Fact]
    public void Verifying_a_backup_never_makes_another_go_that_was_verified_before() =>
        Gen.Select(RetentionSamples.Policies, RetentionSamples.Histories.Where(backups => backups.Length > 0), Gen.Int[0, 59]).Sample((policy, backups, i) =>
        {
            // Nobody loses by knowing less: as unverified, one backup leaves every verified one that is older in its place.
            var one = backups[i % backups.Length];
            AgedBackup[] forgotten = [.. backups.Select(backup => backup == one ? backup with { Backup = backup.Backup with { Verification = null } } : backup)];
            var verified = backups.Where(backup => backup != one && backup.Backup.Standing == BackupStanding.Verified).Select(backup => backup.Backup.Name);
            Assert.Empty(Kept(policy, backups, Now).Intersect(verified).Except(Kept(policy, forgotten, Now)));
        }, iter: Histories);

    [Fact]
    public void Every_rule_says_what_it_keeps()
    {
        var verdicts = Decide(
            new() { Days = 2, Last = 1, Daily = 2, Monthly = 2, Minimum = 1 },
            Backup("fresh", "2026-11-23T09:00:00Z", BackupStanding.Unverified, exact: false),
            Backup("damaged", "2026-11-22T20:00:00Z", BackupStanding.Damaged),
            Backup("fuzzy", "2026-11-22T09:00:00Z", exact: false),
            Backup("exact", "2026-11-12T09:00:00Z"),
            Backup("damaged too", "2026-11-11T09:00:00Z", BackupStanding.Damaged),
            Backup("october", "2026-10-31T22:59:59Z"),
            Backup("earlier in october", "2026-10-31T22:00:00Z"),
            Backup("pinned", "2024-01-01T00:00:00Z", pinned: true));

        Assert.Equal(
            [
                "fresh: LastGood, Days, Last, Daily, Monthly, Minimum",
                "damaged: Days",
                "fuzzy: LastGood, Days, Last, Daily, Monthly, Minimum",
                "exact: LastExact, Daily",
                "damaged too: ",
                "october: Monthly",
                "earlier in october: ",
                "pinned: Pinned",
            ],
            verdicts.Select(verdict => $"{verdict.Backup.Name}: {string.Join(", ", verdict.KeptBy)}"));
    }

    [Fact]
    public void With_every_rule_off_everything_stays() =>
        Assert.All(Decide(new() { Days = 0 }, Backup("old", "2001-01-01T00:00:00Z"), Backup("broken", "2000-01-01T00:00:00Z", BackupStanding.Damaged)), verdict =>
            Assert.Contains(RetentionRule.Off, verdict.KeptBy));

    [Fact]
    public void A_damaged_backup_stays_until_something_that_counts_is_younger()
    {
        var damaged = Backup("damaged", "2025-01-01T00:00:00Z", BackupStanding.Damaged);

        Assert.Contains(RetentionRule.NothingYounger, Decide(new(), damaged, Backup("older", "2024-01-01T00:00:00Z"))[0].KeptBy);
        Assert.False(Decide(new(), damaged, Backup("younger", "2025-01-02T00:00:00Z"))[1].IsKept);
    }

    [Fact]
    public void The_days_are_of_24_hours_to_the_second_whatever_clocks_do_in_spring()
    {
        // Paris goes ahead at 2026-03-29T01:00Z.
        var now = DateTimeOffset.Parse("2026-03-29T12:00:00Z", null);
        var policy = new RetentionPolicy { Days = 1, Minimum = 1 };

        Assert.Equal(
            ["new", "just"],
            Kept(policy, [Backup("new", "2026-03-29T11:00:00Z"), Backup("just", "2026-03-28T12:00:00Z"), Backup("old", "2026-03-28T11:59:59Z")], now));
    }

    [Fact]
    public void The_hour_that_comes_twice_in_autumn_is_two_hours_and_its_day_one()
    {
        // 02:30 in Paris, first with summer time, then without.
        var (first, second) = (Backup("first", "2026-10-25T00:30:00Z"), Backup("second", "2026-10-25T01:30:00Z"));

        Assert.Equal(["second", "first"], Kept(new() { Days = 0, Hourly = 2, Minimum = 1 }, [first, second], Now));
        Assert.Equal(["second"], Kept(new() { Days = 0, Daily = 2, Minimum = 1 }, [first, second], Now));
    }

    [Fact]
    public void Days_weeks_and_years_begin_when_they_do_in_the_zone()
    {
        // 2025-12-31T23:30Z is the new year in Paris, and in a week with the day before.
        var (old, fresh) = (Backup("old", "2025-12-31T22:30:00Z"), Backup("new", "2025-12-31T23:30:00Z"));

        Assert.Equal(["new", "old"], Kept(new() { Days = 0, Yearly = 2, Minimum = 1 }, [old, fresh], Now));
        Assert.Equal(["new", "old"], Kept(new() { Days = 0, Daily = 2, Minimum = 1 }, [old, fresh], Now));
        Assert.Equal(["new"], Kept(new() { Days = 0, Weekly = 2, Minimum = 1 }, [old, fresh], Now));
    }

    private static AgedBackup Backup(string name, string at, BackupStanding standing = BackupStanding.Verified, bool exact = true, bool pinned = false) =>
        RetentionSamples.Backup(name, DateTimeOffset.Parse(at, null), standing, exact, pinned);

    private static IReadOnlyList<RetentionVerdict> Decide(RetentionPolicy policy, params AgedBackup[] backups) =>
        RetentionDecision.Decide(policy, Paris, backups, Now);

    private static List<string> Kept(RetentionPolicy policy, IReadOnlyList<AgedBackup> backups, DateTimeOffset now) =>
        [.. RetentionDecision.Decide(policy, Paris, backups, now).Where(verdict => verdict.IsKept).Select(verdict => verdict.Backup.Name)];
}
