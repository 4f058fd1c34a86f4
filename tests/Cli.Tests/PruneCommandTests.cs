using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Cli.Tests;

public sealed class PruneCommandTests : IAsyncLifetime
{
    private static readonly string[] Week = ["--Retention:Days=7"];

    private readonly Stbackup _stbackup = new();

    private int Backups => _stbackup.ArchiveFiles.Count(file => file.EndsWith(".manifest.json", StringComparison.Ordinal));

    public ValueTask InitializeAsync() => _stbackup.InitializeAsync();

    public ValueTask DisposeAsync() => _stbackup.DisposeAsync();

    [Fact]
    public async Task A_dry_run_says_of_each_backup_what_keeps_it_or_why_it_goes_and_changes_nothing()
    {
        var names = await AddNightlyAsync(9);
        await using (var pin = await _stbackup.RunAsync("pin", names[0])) Assert.Equal(0, pin.ExitCode);

        await using var run = await _stbackup.RunAsync(["prune", "--dry-run", .. Week]);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Database neo4j: 9 backups, 1 goes (0). Rules: 7 days; always the newest 3.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{names[0]}   8d     0  stays: pinned\n", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{names[1]}   7d     0  GOES: older than 7 days\n", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{names[8]}   6h     0  stays: last good, last exact, 7 days, newest 3\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(9, Backups);
    }

    [Fact]
    public async Task With_rules_configured_nobody_is_asked_and_the_history_knows_what_went()
    {
        var names = await AddNightlyAsync(9);

        await using var run = await _stbackup.RunAsync(["prune", .. Week]);

        Assert.Equal($"Removed {names[0]}\nRemoved {names[1]}\n2 backups removed, 7 kept.\n", run.Output);
        var recorded = (await _stbackup.RunJsonAsync("runs")).GetProperty("ended")[0];
        Assert.Equal(("prune", names[0]), (recorded.GetProperty("kind").GetString(), recorded.GetProperty("removed")[0].GetString()));
    }

    [Theory]
    [InlineData("", "there is nobody to ask")]
    [InlineData("no\n", "the answer is not yes")]
    public async Task With_the_default_rules_nothing_goes_that_nobody_has_confirmed(string answer, string why)
    {
        await AddNightlyAsync(32);

        await using var run = await _stbackup.RunWithInputAsync(answer, "prune");

        Stbackup.AssertFailed(run, 4, why, "Retention:Days");
        Assert.Contains("older than 30 days", run.Output, StringComparison.Ordinal);
        Assert.Equal(32, Backups);
    }

    [Theory]
    [InlineData("yes\n")]
    [InlineData("", "--yes")]
    public async Task Once_confirmed_the_default_rules_are_applied(string answer, params string[] options)
    {
        await AddNightlyAsync(32);

        await using var run = await _stbackup.RunWithInputAsync(answer, ["prune", .. options]);

        Assert.EndsWith("2 backups removed, 30 kept.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(30, Backups);
    }

    [Fact]
    public async Task For_programs_a_dry_run_and_a_prune_are_documents()
    {
        var names = await AddNightlyAsync(8);

        var plan = (await _stbackup.RunJsonAsync(["prune", "--dry-run", .. Week]))[0];
        Assert.Equal(("neo4j", names[0]), (plan.GetProperty("database").GetString(), plan.GetProperty("removed")[0].GetString()));
        Assert.Equal(["last-good", "last-exact", "days", "minimum"], plan.GetProperty("backups")[0].GetProperty("keptBy").EnumerateArray().Select(rule => rule.GetString()));

        var result = await _stbackup.RunJsonAsync(["prune", .. Week]);
        Assert.Equal((names[0], 7), (result.GetProperty("removed")[0].GetString(), result.GetProperty("kept").GetInt32()));
        Assert.Empty((await _stbackup.RunJsonAsync(["prune", .. Week])).GetProperty("removed").EnumerateArray());
    }

    [Fact]
    public async Task A_clock_in_doubt_is_said_and_refused_until_somebody_says_that_it_is_right()
    {
        await DatedBackups.AddAsync(new(_stbackup.Archive), TimeProvider.System.GetUtcNow().AddDays(-400), TestContext.Current.CancellationToken);
        await AddNightlyAsync(3);

        await using (var plan = await _stbackup.RunAsync(["prune", "--dry-run", .. Week])) Assert.Contains("The clock is in doubt. Nothing ran from", plan.Output, StringComparison.Ordinal);
        await using (var run = await _stbackup.RunAsync(["prune", .. Week])) Stbackup.AssertFailed(run, 4, "Nothing ran from", "--trust-clock");
        await using var trusted = await _stbackup.RunAsync(["prune", "--trust-clock", .. Week]);

        Assert.EndsWith("1 backup removed, 3 kept.\n", trusted.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_without_backups_has_nothing_to_remove()
    {
        await using var plan = await _stbackup.RunAsync("prune", "--dry-run", "--Neo4j:Database=");
        await using var run = await _stbackup.RunAsync("prune");

        Assert.Contains("There is no backup of this name", plan.Output, StringComparison.Ordinal);
        Assert.EndsWith("0 backups removed, 0 kept.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_full_disk_backups_can_be_removed_and_then_made()
    {
        var options = new Archive.BackupArchiveOptions(_stbackup.Archive);
        await DatedBackups.AddAsync(options, TimeProvider.System.GetUtcNow().AddDays(-8), TestContext.Current.CancellationToken, paddedTo: 300_000);
        await AddNightlyAsync(7);
        await _stbackup.BackUpAsync();

        await using (var backup = await _stbackup.RunOnFullDiskAsync("backup")) Stbackup.AssertFailed(backup, 1, "disk is full");
        await using var run = await _stbackup.RunOnFullDiskAsync(["prune", .. Week]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error.Contains("Error", StringComparison.Ordinal) ? run.Error : ""));
        Assert.Contains("1 backup removed, 8 kept.", run.Output, StringComparison.Ordinal);
    }

    private Task<List<string>> AddNightlyAsync(int nights) =>
        DatedBackups.AddNightlyAsync(new(_stbackup.Archive), nights, TestContext.Current.CancellationToken);
}
