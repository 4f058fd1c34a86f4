namespace StreamingTracker.Backup.Cli.Tests;

public sealed class VerifyCommandTests : IAsyncLifetime
{
    private readonly Stbackup _stbackup = new();

    public ValueTask InitializeAsync() => _stbackup.InitializeAsync();

    public ValueTask DisposeAsync() => _stbackup.DisposeAsync();

    [Fact]
    public async Task A_damaged_backup_is_marked_shown_as_damaged_and_sound_again_when_it_is()
    {
        await _stbackup.CreateNodesAsync("Person", 3);
        var name = await _stbackup.BackUpAsync();
        Assert.Equal("verified", (await _stbackup.RunJsonAsync("show", name)).GetProperty("standing").GetString());
        var path = Path.Combine(_stbackup.Archive, name + ".json");
        var sound = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, [.. sound[..^2], (byte)'!', .. sound[^1..]], TestContext.Current.CancellationToken);

        await using (var verify = await _stbackup.RunAsync("verify", "--all")) Stbackup.AssertFailed(verify, 6, name, "Line 3");

        await using (var list = await _stbackup.RunAsync("list")) Assert.Contains("damaged: Line 3", list.Output, StringComparison.Ordinal);
        await using (var show = await _stbackup.RunAsync("show", name)) Assert.Matches("Verified +[0-9: -]+ .*, NOT SOUND\n", show.Output);

        await File.WriteAllBytesAsync(path, sound, TestContext.Current.CancellationToken);
        await using (var verify = await _stbackup.RunAsync("verify", "--all")) Assert.Equal(0, verify.ExitCode);
        await using (var show = await _stbackup.RunAsync("show", name)) Assert.Matches("Verified +[0-9: -]+ .*, sound\n", show.Output);
        await using (var list = await _stbackup.RunAsync("list")) Assert.Contains("exact", list.Output, StringComparison.Ordinal);
    }
}
