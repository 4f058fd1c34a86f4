using System.Net;
using System.Text.RegularExpressions;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.Server.Health;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Server.Tests.Health;

/// <summary>What the server says of itself while Neo4j and the archive come and go. It never ends because of them.</summary>
public sealed partial class HealthTests : ServerTest
{
    [Fact]
    public async Task With_everything_there_and_a_fresh_backup_it_is_healthy()
    {
        var server = await StartAsync();
        var (status, before) = await LookAsync(server);
        await server.BackUpAsync();

        await Eventually.HoldsAsync(async () => (await LookAsync(server)).Health.Status == "healthy", RunningServer.Limit);

        Assert.Equal((HttpStatusCode.OK, "degraded"), (status, before.Status));
        Assert.Contains("no backup yet", Of(before, "backups").Message, StringComparison.Ordinal);
        Assert.Equal(["archive", "backups", "bus", "neo4j", "restore"], before.Checks.Select(check => check.Name).Order());
    }

    [Fact]
    public async Task Neo4j_may_be_away_at_the_start_come_go_away_and_come_back()
    {
        await Sandbox.StopAsync();
        var server = await StartAsync();
        var (status, away) = await LookAsync(server);

        await Sandbox.StartAgainAsync();
        await BecomesAsync(server, "neo4j", "healthy");
        await Sandbox.StopAsync();
        var gone = await BecomesAsync(server, "neo4j", "unhealthy");
        await Sandbox.StartAgainAsync();
        await BecomesAsync(server, "neo4j", "healthy");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy"), (status, away.Status));
        Assert.All([Of(away, "neo4j"), gone], check => Assert.Contains("Check that Neo4j is running", check.Remedy, StringComparison.Ordinal));
        await server.BackUpAsync();
    }

    [Fact]
    public async Task A_changed_password_is_named_not_tried_again_and_again_and_taken_from_its_file_when_it_is_there()
    {
        var file = Archive["password"];
        await File.WriteAllTextAsync(file, "the first one", TestContext.Current.CancellationToken);
        await Sandbox.StartAgainAsync(new BoltCredentials("neo4j", "the first one"));
        var server = await StartAsync(("Neo4j:User", "neo4j"), ("Neo4j:PasswordFile", file));
        await server.BackUpAsync();

        await Sandbox.StartAgainAsync(new BoltCredentials("neo4j", "the second one"));
        var refused = await BecomesAsync(server, "neo4j", "unhealthy");
        var again = Of((await LookAsync(server)).Health, "neo4j");
        await File.WriteAllTextAsync(file, "the second one", TestContext.Current.CancellationToken);
        await BecomesAsync(server, "neo4j", "healthy");
        await server.BackUpAsync();

        Assert.Contains("Neo4j:PasswordFile", refused.Remedy, StringComparison.Ordinal);
        Assert.Equal(refused.CheckedAt, again.CheckedAt);
        Assert.DoesNotContain("one", refused.Message + refused.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_that_broke_off_is_named_until_it_is_brought_to_an_end()
    {
        var server = await StartAsync();
        await server.BackUpAsync();
        var journals = new RestoreJournals(new BackupArchiveOptions(Archive["backups"]));
        var journal = new RestoreJournal
        {
            RunId = new string('0', 32),
            Database = "neo4j",
            OpenedAt = DateTimeOffset.UnixEpoch,
            OpenedBy = "a test",
            Backup = new("some-backup", new string('0', 64)),
            DatabaseWasEmpty = true,
            Schema = GraphSchema.Empty,
        };

        await journals.WriteAsync(journal, TestContext.Current.CancellationToken);
        var unfinished = await BecomesAsync(server, "restore", "unhealthy");
        var closed = journal with { Outcome = JournalOutcome.RolledBack, ClosedAt = DateTimeOffset.UnixEpoch };
        await journals.WriteAsync(closed, TestContext.Current.CancellationToken);

        Assert.Contains("some-backup", unfinished.Message, StringComparison.Ordinal);
        Assert.Contains("stbackup restore --resume", unfinished.Remedy, StringComparison.Ordinal);
        await BecomesAsync(server, "restore", "healthy");
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named()
    {
        var server = await StartAsync(("Neo4j:Database", "elsewhere"));

        var check = Of((await LookAsync(server)).Health, "neo4j");

        Assert.Equal("unhealthy", check.Status);
        Assert.Contains("elsewhere", check.Message, StringComparison.Ordinal);
        Assert.Contains("Neo4j:Database", check.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_silent_is_given_up_after_a_moment()
    {
        var server = await StartAsync();
        Sandbox.Faults.Arm(SandboxTrigger.Message, 1, SandboxFault.Stall);

        var check = Of((await LookAsync(server)).Health, "neo4j");

        Assert.Equal("unhealthy", check.Status);
        Assert.Contains("did not answer within 5 s", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_cannot_be_written_is_named_and_noticed_when_it_can()
    {
        var server = await StartAsync();
        await File.WriteAllTextAsync(Archive["backups"], "a file where the folder should be", TestContext.Current.CancellationToken);

        var (status, health) = await LookAsync(server);
        File.Delete(Archive["backups"]);
        await BecomesAsync(server, "archive", "healthy");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy"), (status, Of(health, "archive").Status));
        Assert.Contains(Archive["backups"], Of(health, "archive").Message, StringComparison.Ordinal);
        Assert.Empty(ArchiveFiles);
    }

    [Fact]
    public async Task A_backup_that_is_too_old_makes_the_server_unhealthy_until_the_next_one()
    {
        var server = await StartAsync(("Health:MaxBackupAge", "5s"));
        await server.BackUpAsync();

        var stale = await BecomesAsync(server, "backups", "unhealthy");
        await server.BackUpAsync();
        await BecomesAsync(server, "backups", "healthy");

        Assert.Contains("POST /api/backups", stale.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_alive_whatever_is_wrong_and_tells_its_metrics()
    {
        await Sandbox.StopAsync();
        var server = await StartAsync();
        await Sandbox.StartAgainAsync();
        await server.BackUpAsync();

        Assert.Equal("alive", await server.Http.GetStringAsync("/alive", TestContext.Current.CancellationToken));
        var metrics = await server.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("stbackup_backup_last_success_seconds{", metrics, StringComparison.Ordinal);
        Assert.Contains("stbackup_run_accepted{", metrics, StringComparison.Ordinal);
        Assert.Equal([.. BucketsOfTheGuide(), "+Inf"], BucketOfRunDuration().Matches(metrics).Select(match => match.Groups[1].Value).Distinct());
    }

    private static IEnumerable<string> BucketsOfTheGuide()
    {
        var guide = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operations.md"));
        return Number().Matches(InBuckets().Match(guide).Value).Select(match => match.Value);
    }

    [GeneratedRegex("""stbackup_run_duration_seconds_bucket\{[^}]*le="([^"]+)""")]
    private static partial Regex BucketOfRunDuration();

    [GeneratedRegex("`stbackup.run.duration`.*in buckets up to .* s ")]
    private static partial Regex InBuckets();

    [GeneratedRegex("[0-9][0-9.]*")]
    private static partial Regex Number();

    private static async Task<(HttpStatusCode Status, HealthDocument Health)> LookAsync(RunningServer server)
    {
        using var answer = await server.Http.GetAsync("/health", TestContext.Current.CancellationToken);
        return (answer.StatusCode, await RunningServer.ReadAsync<HealthDocument>(answer));
    }

    private static async Task<HealthFinding> BecomesAsync(RunningServer server, string check, string status)
    {
        HealthFinding? found = null;
        await Eventually.HoldsAsync(async () => (found = Of((await LookAsync(server)).Health, check)).Status == status, RunningServer.Limit);
        return found!;
    }

    private static HealthFinding Of(HealthDocument health, string check) => health.Checks.Single(found => found.Name == check);
}
