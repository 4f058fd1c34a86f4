using StreamingTracker.Backup.Archive.Retention;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.Cli.Tests.Rendering;

public sealed class PruneRendererTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 20, 0, 0, 0, TimeSpan.Zero);

    private readonly Screen _screen = new();

    [Fact]
    public void Every_backup_has_its_decision_and_every_rule_its_words()
    {
        var plan = new RetentionPlan(
            "neo4j",
            Now,
            [
                Verdict(Now.AddDays(1), RetentionRule.DatedAhead),
                Verdict(Now.AddMinutes(-2), RetentionRule.LastGood, RetentionRule.LastExact, RetentionRule.Days, RetentionRule.Daily),
                Verdict(Now.AddHours(-3), RetentionRule.Minimum, RetentionRule.Last),
                new(new(Screen.Damaged, Now.AddDays(-31)), []),
                Verdict(Now.AddDays(-400)),
            ],
            "Nothing ran for long");

        PruneRenderer.Render([plan], Settings(new() { Days = 30, Last = 2, Daily = 7 }), _screen.Terminal);

        Assert.Equal(
            """
            Database neo4j: 5 backups, 2 go (68K). Rules: 30 days, 2 last, 7 daily; always the newest 3.
            The clock is in doubt. Nothing ran for long. Unless --trust-clock says that it is right, nothing goes.
            Name                                        Age  Size  Decision
            streaming-tracker-backup-20260119_222349  ahead   68K  stays: dated ahead of the clock
            streaming-tracker-backup-20260119_222349     2m   68K  stays: last good, last exact, 30 days, daily
            streaming-tracker-backup-20260119_222349     3h   68K  stays: newest 3, last
            odd                                         31d    12  GOES: damaged, and others are younger
            streaming-tracker-backup-20260119_222349   400d   68K  GOES: older than 30 days

            """,
            _screen.Text);
    }

    [Fact]
    public void Without_rules_it_says_that_nothing_ever_goes()
    {
        var plan = new RetentionPlan("neo4j", Now, [Verdict(Now.AddDays(-400), RetentionRule.Off)], null);

        PruneRenderer.Render([plan], Settings(new() { Days = 0 }), _screen.Terminal);

        Assert.StartsWith("Database neo4j: 1 backup, all stay. Rules: none, so nothing ever goes.\n", _screen.Text, StringComparison.Ordinal);
        Assert.EndsWith("stays: no rules\n", _screen.Text, StringComparison.Ordinal);
    }

    private static OperationSettings Settings(RetentionPolicy policy) => new() { Archive = Screen.Archive, Retention = policy };

    private static RetentionVerdict Verdict(DateTimeOffset at, params RetentionRule[] keptBy) => new(new(Screen.Version2, at), keptBy);
}
