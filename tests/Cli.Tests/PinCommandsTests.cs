namespace StreamingTracker.Backup.Cli.Tests;

public sealed class PinCommandsTests(Stbackup stbackup) : IClassFixture<Stbackup>
{
    [Fact]
    public async Task A_pinned_backup_says_so_until_its_pin_is_taken_away()
    {
        var name = await stbackup.BackUpAsync();

        await using (var pin = await stbackup.RunAsync("pin", "1")) Assert.Contains($"{name} is pinned", pin.Output, StringComparison.Ordinal);
        Assert.True((await stbackup.RunJsonAsync("show", name)).GetProperty("pinned").GetBoolean());
        await using (var list = await stbackup.RunAsync("list")) Assert.Contains("exact, pinned", list.Output, StringComparison.Ordinal);

        Assert.False((await stbackup.RunJsonAsync("unpin", name)).GetProperty("pinned").GetBoolean());
        Assert.False((await stbackup.RunJsonAsync("list"))[0].GetProperty("pinned").GetBoolean());
    }

    [Theory]
    [InlineData("pin")]
    [InlineData("unpin")]
    public async Task A_backup_that_is_not_there_is_not_found(string verb)
    {
        await using var run = await stbackup.RunAsync(verb, "no-such-backup");

        Stbackup.AssertFailed(run, 3, "no-such-backup");
    }
}
