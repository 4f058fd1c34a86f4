namespace StreamingTracker.Backup.Archive.Tests.Retention;

/// <summary>Clocks that are set wrong and right again, while a backup is made every night and retention runs after it.</summary>
public sealed class SetClockTests : IDisposable
{
    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task A_year_ahead_nothing_goes_and_set_right_again_all_is_as_before()
    {
        var names = await _archive.PublishNightlyAsync(8);
        Assert.Empty(await _archive.PruneAsync());

        _archive.Time.Advance(TimeSpan.FromDays(365));
        for (var night = 0; night < 3; night++)
        {
            names.Add((await _archive.PublishAsync()).Name);
            var fault = await Assert.ThrowsAsync<ClockDoubtedException>(() => _archive.PruneAsync());
            Assert.Contains("Nothing ran from 2026-01-26 22:23 UTC to 2027-01-26 22:23 UTC", fault.Message, StringComparison.Ordinal);
            _archive.Time.Advance(TimeSpan.FromDays(1));
        }
        Assert.Equal(11, _archive.Archive.List().Count);

        // Those that are dated ahead stay, and the others go in their time.
        _archive.Time.AdjustTime(_archive.Time.GetUtcNow().AddDays(-365));
        for (var night = 0; night < 3; night++)
        {
            names.Add((await _archive.PublishAsync()).Name);
            await _archive.PruneAsync();
            _archive.Time.Advance(TimeSpan.FromDays(1));
        }
        Assert.Equal(names[5..].Order(StringComparer.Ordinal), _archive.Archive.List().Select(backup => backup.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_year_back_nothing_goes_and_what_was_made_then_stays_as_long_as_if_made_at_the_right_time()
    {
        var names = await _archive.PublishNightlyAsync(8);
        await _archive.PruneAsync();

        _archive.Time.AdjustTime(_archive.Time.GetUtcNow().AddDays(-365));
        var back = (await _archive.PublishAsync()).Name;
        Assert.Empty(await _archive.PruneAsync());

        // Right again, what it dated a year back is judged as not older than the retention before it.
        _archive.Time.AdjustTime(_archive.Time.GetUtcNow().AddDays(366));
        for (var night = 0; night < 7; night++)
        {
            await _archive.PublishAsync();
            await _archive.PruneAsync();
            Assert.NotNull(_archive.Archive.Find(back));
            _archive.Time.Advance(TimeSpan.FromDays(1));
        }
        await _archive.PublishAsync();
        Assert.Contains(back, await _archive.PruneAsync());
        Assert.DoesNotContain(_archive.Archive.List(), backup => names.Contains(backup.Name));
    }

    [Fact]
    public async Task An_old_backup_that_somebody_copies_here_is_not_gone_the_next_moment()
    {
        var old = (await _archive.PublishAsync()).Name;
        _archive.Time.Advance(TimeSpan.FromDays(100));
        await _archive.PublishNightlyAsync(9);
        using var elsewhere = new TestArchive();
        Directory.CreateDirectory(elsewhere.Options.Directory);
        string[] files = [old + ".json", old + ".manifest.json"];
        foreach (var file in files) File.Move(_archive[file], elsewhere[file]);
        await _archive.PruneAsync(trustClock: true);

        foreach (var file in files) File.Move(elsewhere[file], _archive[file]);
        _archive.Time.Advance(TimeSpan.FromDays(1));

        Assert.DoesNotContain(old, await _archive.PruneAsync());
        Assert.Equal(_archive.Time.GetUtcNow().AddDays(-1), _archive.Plan().Verdicts.Single(verdict => verdict.Backup.Name == old).Aged.At);
    }

    [Fact]
    public async Task Somebody_who_says_that_the_clock_is_right_says_it_once()
    {
        await _archive.PublishNightlyAsync(8);
        await _archive.PruneAsync();
        _archive.Time.Advance(TimeSpan.FromDays(20));
        await _archive.PublishAsync();

        await Assert.ThrowsAsync<ClockDoubtedException>(() => _archive.PruneAsync());
        Assert.Equal(8, (await _archive.PruneAsync(trustClock: true)).Count);
        _archive.Time.Advance(TimeSpan.FromDays(7));
        await _archive.PublishAsync();
        Assert.Empty(await _archive.PruneAsync());
    }

    [Fact]
    public async Task A_memory_that_cannot_be_read_is_as_if_there_were_none()
    {
        await _archive.PublishNightlyAsync(8);
        await _archive.PruneAsync();
        await File.WriteAllTextAsync(Directory.GetFiles(_archive[".stbackup/retention"]).Single(), "{", GraphFile.Cancel);
        _archive.Time.Advance(TimeSpan.FromDays(1));
        await _archive.PublishAsync();

        Assert.Single(await _archive.PruneAsync());
        Assert.Null(_archive.Plan().Doubt);
    }
}
