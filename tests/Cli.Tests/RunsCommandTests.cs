namespace StreamingTracker.Backup.Cli.Tests;

public sealed class RunsCommandTests(Stbackup stbackup) : IClassFixture<Stbackup>
{
    [Fact]
    public async Task What_ran_is_listed_newest_first_and_each_run_is_found_by_the_beginning_of_its_id()
    {
        var name = await stbackup.BackUpAsync();
        await using (var verify = await stbackup.RunAsync("verify", name)) Assert.Equal(0, verify.ExitCode);

        var ended = (await stbackup.RunJsonAsync("runs", "--last", "2")).GetProperty("ended").EnumerateArray().ToList();
        Assert.Equal(["verify", "backup"], ended.Select(run => run.GetProperty("kind").GetString()));
        var id = ended[1].GetProperty("runId").GetString()!;
        await using var list = await stbackup.RunAsync("runs");
        Assert.Contains(id[..8], list.Output, StringComparison.Ordinal);
        Assert.Contains(name, list.Output, StringComparison.Ordinal);

        var shown = await stbackup.RunJsonAsync("runs", id[..12]);
        Assert.Equal((id, name, "completed"), (shown.GetProperty("runId").GetString(), shown.GetProperty("backup").GetString(), shown.GetProperty("outcome").GetString()));
        Assert.Contains("export.nodes", shown.GetProperty("phases").EnumerateArray().Select(phase => phase.GetProperty("name").GetString()));
        await using var waterfall = await stbackup.RunAsync("runs", id);
        Assert.Contains("export.nodes", waterfall.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_nobody_knows_is_not_found_and_a_count_of_none_is_a_usage_error()
    {
        await using var unknown = await stbackup.RunAsync("runs", "zzzz");
        Stbackup.AssertFailed(unknown, 3, "zzzz", "stbackup runs");

        await using var none = await stbackup.RunAsync("runs", "--last", "0");
        Stbackup.AssertFailed(none, 2);
    }
}
