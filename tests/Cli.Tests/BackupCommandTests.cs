using System.Globalization;
using System.Text.RegularExpressions;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Cli.Tests;

public sealed partial class BackupCommandTests : IAsyncLifetime
{
    private readonly Stbackup _stbackup = new();

    public async ValueTask InitializeAsync()
    {
        await _stbackup.InitializeAsync();
        _stbackup.Sandbox.SeedStreamingTracker();
    }

    public ValueTask DisposeAsync() => _stbackup.DisposeAsync();

    [Fact]
    public async Task People_are_told_what_was_backed_up_and_how_to_restore_it()
    {
        await using var run = await _stbackup.RunAsync("backup", "--note", "before the update");

        Assert.True(run.ExitCode == 0, run.Error);
        var name = Name().Match(run.Output).Value;
        Assert.Equal([name + ".json", name + ".manifest.json"], _stbackup.ArchiveFiles);
        Assert.Contains("61 nodes, 192 relationships", run.Output, StringComparison.Ordinal);
        Assert.Contains("exact", run.Output, StringComparison.Ordinal);
        Assert.Contains($"stbackup restore {name}", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output + run.Error);
        string[] phases =
        [
            "connect", "lock", "export.connect", "export.schema", "export.nodes", "export.relationships", "archive.write", "verify", "archive.publish",
        ];
        Assert.Equal(phases, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0]));
    }

    [Fact]
    public async Task With_json_a_program_is_told_the_same()
    {
        var document = await _stbackup.RunJsonAsync("backup", "--note", "x\u001b[31m", "--no-verify");

        Assert.Equal("x\u001b[31m", document.GetProperty("manifest").GetProperty("note").GetString());
        Assert.False(document.GetProperty("verified").GetBoolean());
        Assert.Equal(61, document.GetProperty("manifest").GetProperty("counts").GetProperty("nodes").GetInt64());
        Assert.True(File.Exists(document.GetProperty("path").GetString()));
        Assert.Equal(32, document.GetProperty("runId").GetString()!.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_interrupted_or_terminated_backup_leaves_nothing_and_the_next_one_works(bool terminate)
    {
        _stbackup.Faults.Arm(SandboxTrigger.Record, 100, SandboxFault.Stall, Statements.ReadRelationships);
        await using var run = _stbackup.Start("backup");
        await Eventually.HoldsAsync(() => _stbackup.Faults.Struck == 1, TimeSpan.FromSeconds(30));
        Assert.NotEmpty(_stbackup.ArchiveFiles);

        if (terminate) run.Terminate();
        else run.Interrupt();

        Assert.Equal(130, await run.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        Stbackup.AssertFailed(run, 130, "Interrupted");
        Assert.Empty(_stbackup.ArchiveFiles);
        _stbackup.Faults.Clear();
        await _stbackup.BackUpAsync();
    }

    [Fact]
    public async Task A_fuzzy_backup_is_not_published_where_an_exact_one_is_demanded()
    {
        _stbackup.Faults.Arm(SandboxTrigger.Record, 100, SandboxFault.Stall, Statements.ReadRelationships);
        await using var run = _stbackup.Start("backup", "--exact", "--Consistency:Attempts=1");
        await Eventually.HoldsAsync(() => _stbackup.Faults.Struck == 1, TimeSpan.FromSeconds(30));
        await _stbackup.CreateNodesAsync("Later", 1);
        _stbackup.Faults.Clear();

        await run.WaitForExitAsync(TimeSpan.FromSeconds(30));

        Stbackup.AssertFailed(run, 1, "exact backup is demanded", "Backup:Consistency");
        Assert.Empty(_stbackup.ArchiveFiles);
    }

    [Fact]
    public async Task List_and_show_tell_people_what_a_backup_is()
    {
        await _stbackup.CreateNodesAsync("back`tick [red]", 3);
        await using var backup = await _stbackup.RunAsync("backup", "--note", "a [bold]note[/]");
        var name = Name().Match(backup.Output).Value;

        await using var list = await _stbackup.RunAsync("list");
        await using var show = await _stbackup.RunAsync("show", "1");

        var rows = list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        Assert.Equal(["#", "Name", "Size", "When", "Nodes", "Relationships", "State"], rows[0]);
        Assert.Equal(["1", name, "64", "192", "exact"], [rows[1][0], rows[1][1], rows[1][4], rows[1][5], rows[1][6]]);
        Assert.True(DateTime.TryParseExact(rows[1][3], "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        Assert.Contains(":`back``tick [red]`", show.Output, StringComparison.Ordinal);
        Assert.Contains("a [bold]note[/]", show.Output, StringComparison.Ordinal);
        Assert.Contains("SHA-256", show.Output, StringComparison.Ordinal);
        Assert.Contains("CREATE CONSTRAINT", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_archive_is_listed_as_empty_and_has_nothing_to_show_verify_or_restore()
    {
        await using var list = await _stbackup.RunAsync("list");
        Assert.Equal(0, list.ExitCode);
        Assert.Equal("[]", (await _stbackup.RunJsonAsync("list")).GetRawText());

        foreach (var command in new[] { "show 1", "verify", "verify --all", "restore", "restore 1 --yes" })
        {
            await using var run = await _stbackup.RunAsync(command.Split(' '));
            Stbackup.AssertFailed(run, 3);
        }
    }

    [GeneratedRegex(@"streaming-tracker-backup-\d{8}_\d{6}(_\d+)?")]
    private static partial Regex Name();
}
