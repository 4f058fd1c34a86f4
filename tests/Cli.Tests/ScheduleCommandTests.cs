namespace StreamingTracker.Backup.Cli.Tests;

public sealed class ScheduleCommandTests(Stbackup stbackup) : IClassFixture<Stbackup>
{
    [Fact]
    public async Task The_next_backups_are_shown_as_configured_and_no_server_is_needed()
    {
        stbackup.Environment["ConnectionStrings__neo4j"] = null;
        string[] keys = ["--Schedule:Cron:0=0 2 * * *", "--Schedule:Cron:1=30 14 * * *", "--Schedule:TimeZone=Europe/Paris", "--count", "4"];

        var schedule = await stbackup.RunJsonAsync(["schedule", .. keys]);

        Assert.Equal("Europe/Paris", schedule.GetProperty("timeZone").GetString());
        var next = schedule.GetProperty("next").EnumerateArray().ToList();
        Assert.Equal(4, next.Count);
        Assert.All(next, time => Assert.Contains(
            time.GetProperty("lines")[0].GetString() + "|" + time.GetProperty("at").GetString()![11..16], (string[])["0 2 * * *|02:00", "30 14 * * *|14:30"]));
    }

    [Fact]
    public async Task Without_a_schedule_the_key_is_named_and_a_wrong_line_is_a_fault_with_its_key_and_field()
    {
        await using var none = await stbackup.RunAsync("schedule");
        Assert.Equal(0, none.ExitCode);
        Assert.Contains("Schedule:Cron:0", none.Output, StringComparison.Ordinal);

        await using var wrong = await stbackup.RunAsync("schedule", "--Schedule:Cron:0=0 25 * * *");
        Stbackup.AssertFailed(wrong, 2, "Schedule:Cron:0", "0 25 * * *", "Hours");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    public async Task A_count_that_nobody_could_mean_is_a_usage_error(string count)
    {
        await using var run = await stbackup.RunAsync("schedule", "--count", count);

        Stbackup.AssertFailed(run, 2, "1000");
    }
}
