using System.Text.Json;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Sandbox.Faults;

namespace StreamingTracker.Backup.Cli.Tests;

public sealed class RestoreCommandTests : IAsyncLifetime
{
    private static readonly (long, long) Seed = (61, 192);
    private static readonly (long, long) Changed = (66, 192);

    private readonly Stbackup _stbackup = new();
    private string _backup = "";

    public async ValueTask InitializeAsync()
    {
        await _stbackup.InitializeAsync();
        _stbackup.Sandbox.SeedStreamingTracker();
        _backup = await _stbackup.BackUpAsync();
        await _stbackup.CreateNodesAsync("Later", 5);
    }

    public ValueTask DisposeAsync() => _stbackup.DisposeAsync();

    [Fact]
    public async Task Bare_it_shows_the_numbered_list_warns_asks_and_restores()
    {
        await using var run = await _stbackup.RunWithInputAsync("7\n1\nneo4j\n", "restore");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches($@"\[1\] {_backup} \([\d.]+K, \d{{4}}-\d\d-\d\d \d\d:\d\d\)", run.Output);
        Assert.Contains("Type a number from 1 to 1, or q.", run.Output, StringComparison.Ordinal);
        Assert.Contains("WARNING: everything in database neo4j at bolt://", run.Output, StringComparison.Ordinal);
        Assert.Contains("66 nodes, 192 relationships", run.Output, StringComparison.Ordinal);
        Assert.Contains("61 nodes, 192 relationships", run.Output, StringComparison.Ordinal);
        Assert.Contains("users and passwords", run.Output, StringComparison.Ordinal);
        Assert.Equal(Seed, await _stbackup.CountAsync());
    }

    [Fact]
    public async Task What_was_there_is_backed_up_first_and_can_be_brought_back()
    {
        var restored = await _stbackup.RunJsonAsync("restore", _backup + ".json", "--yes");
        Assert.Equal(Seed, await _stbackup.CountAsync());

        var safety = restored.GetProperty("safetyBackup").GetString()!;
        Assert.Equal("safety", (await _stbackup.RunJsonAsync("show", safety)).GetProperty("manifest").GetProperty("reason").GetString());
        await _stbackup.RunJsonAsync("restore", safety, "--yes", "--no-safety-backup");
        Assert.Equal(Changed, await _stbackup.CountAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("q\n")]
    [InlineData("1\n")]
    [InlineData("1\nNeo4j\n")]
    [InlineData("1\nyes\n")]
    public async Task Without_a_clear_answer_nothing_is_restored(string input)
    {
        await using var run = await _stbackup.RunWithInputAsync(input, "restore");

        Stbackup.AssertFailed(run, 4);
        await AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task With_json_it_never_asks()
    {
        await using var run = await _stbackup.RunWithInputAsync("neo4j\n", "restore", _backup, "--json");

        Stbackup.AssertFailed(run, 4, "--yes");
        await AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_and_changes_nothing()
    {
        await using var run = await _stbackup.RunAsync("restore", "1", "--dry-run");
        var document = await _stbackup.RunJsonAsync("restore", "1", "--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("WARNING", run.Output, StringComparison.Ordinal);
        Assert.Equal((66, 61), (document.GetProperty("lostNodes").GetInt64(), document.GetProperty("restored").GetProperty("nodes").GetInt64()));
        await AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task Without_a_safety_backup_none_is_made_and_that_is_said()
    {
        await using var run = await _stbackup.RunAsync("restore", "1", "--yes", "--no-safety-backup");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("NO safety backup", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, _stbackup.ArchiveFiles.Count());
        Assert.Equal(Seed, await _stbackup.CountAsync());
    }

    [Fact]
    public async Task A_large_graph_is_restored_batch_by_batch()
    {
        var restored = await _stbackup.RunJsonAsync("restore", "1", "--yes", "--Restore:OneTransactionUpTo=0");

        Assert.False(restored.GetProperty("inOneTransaction").GetBoolean());
        Assert.Equal(Seed, await _stbackup.CountAsync());
    }

    [Theory]
    [InlineData("--resume", 61)]
    [InlineData("--rollback", 66)]
    public async Task One_that_breaks_off_is_in_the_way_of_backups_until_it_is_brought_to_an_end(string way, long nodes)
    {
        _stbackup.Faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Cut, Statements.CreateRelationships);
        await using (var broken = await _stbackup.RunAsync("restore", "1", "--yes", "--Restore:OneTransactionUpTo=0"))
            Stbackup.AssertFailed(broken, 5, "may be empty or hold a part of the backup", "stbackup restore --resume", "stbackup restore --rollback");
        await using (var backup = await _stbackup.RunAsync("backup", "--json"))
        {
            Assert.Equal(4, backup.ExitCode);
            Assert.Equal("journal", JsonDocument.Parse(backup.Output).RootElement.GetProperty("error").GetProperty("kind").GetString());
        }

        await using (var list = await _stbackup.RunAsync("list"))
        {
            Assert.Equal(0, list.ExitCode);
            Assert.Contains("Warning: The restore of", list.Error, StringComparison.Ordinal);
            Assert.Contains("exact, pinned", list.Output, StringComparison.Ordinal);
        }

        await using (var plan = await _stbackup.RunAsync("prune", "--dry-run")) Assert.Contains("Warning: The restore of", plan.Error, StringComparison.Ordinal);
        await using (var choice = await _stbackup.RunWithInputAsync("q\n", "restore")) Assert.Contains("Warning: The restore of", choice.Error, StringComparison.Ordinal);

        await using (var wrong = await _stbackup.RunWithInputAsync("other\n", "restore", way)) Stbackup.AssertFailed(wrong, 4, "not confirmed");
        await using (var ended = await _stbackup.RunWithInputAsync("neo4j\n", "restore", way))
        {
            Assert.True(ended.ExitCode == 0, ended.Error);
            Assert.Contains("No safety backup is made", ended.Output, StringComparison.Ordinal);
        }

        Assert.Equal((nodes, 192), await _stbackup.CountAsync());
        Assert.True((await _stbackup.RunJsonAsync("restore", way, "--yes")).GetProperty("nothingToDo").GetBoolean());
        await using var after = await _stbackup.RunAsync("list");
        Assert.Empty(after.Error);
    }

    [Theory]
    [InlineData("--resume", "--rollback")]
    [InlineData("--resume", "1")]
    [InlineData("--rollback", "--no-safety-backup")]
    public async Task The_ways_to_end_one_that_broke_off_go_with_nothing_that_contradicts_them(params string[] arguments)
    {
        await using var run = await _stbackup.RunAsync(["restore", .. arguments]);
        Stbackup.AssertFailed(run, 2);
    }

    [Fact]
    public async Task Without_one_that_broke_off_there_is_nothing_to_end()
    {
        await using var run = await _stbackup.RunAsync("restore", "--rollback", "--yes");
        Stbackup.AssertFailed(run, 4, "There is no unfinished restore");
        await AssertNothingHappenedAsync();
    }

    private async Task AssertNothingHappenedAsync()
    {
        Assert.Equal(Changed, await _stbackup.CountAsync());
        Assert.Equal(2, _stbackup.ArchiveFiles.Count());
    }
}
