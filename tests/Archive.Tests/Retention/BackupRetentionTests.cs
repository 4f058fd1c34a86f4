using StreamingTracker.Backup.Archive.Retention;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Retention;

public sealed class BackupRetentionTests : IDisposable
{
    private readonly TestArchive _archive = new("Europe/Paris");

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task What_no_rule_keeps_goes_oldest_first_and_running_twice_removes_nothing_more()
    {
        var names = await _archive.PublishNightlyAsync(11);

        Assert.Equal(names[..3], await _archive.PruneAsync());
        Assert.Empty(await _archive.PruneAsync());
        Assert.Equal(names[3..], _archive.Archive.List().Select(backup => backup.Name).Reverse());
        Assert.Equal(16, _archive.Files.Length);
    }

    [Fact]
    public async Task A_plan_changes_nothing()
    {
        await _archive.PublishNightlyAsync(11);
        var before = _archive.Files;

        Assert.Equal(3, _archive.Plan().Removed.Count);

        Assert.Equal(before, _archive.Files);
        Assert.False(Directory.Exists(_archive[".stbackup"]));
    }

    [Fact]
    public async Task A_pin_that_is_set_after_the_decision_still_counts()
    {
        var names = await _archive.PublishNightlyAsync(11);
        var (retention, removed) = (new BackupRetention(_archive.Options, _archive.Time), new List<string>());
        var plan = retention.Plan("neo4j", RetentionFixture.Week);
        _archive.Archive.Pin(names[1]);

        await retention.ApplyAsync(plan, trustClock: false, TestArchive.NewRunId(), () => { }, backup => removed.Add(backup.Name), GraphFile.Cancel);

        Assert.Equal([names[0], names[2]], removed);
        Assert.True(_archive.Archive.Find(names[1]).Pinned);
    }

    [Fact]
    public async Task Without_the_right_to_it_nothing_goes()
    {
        await _archive.PublishNightlyAsync(11);
        var retention = new BackupRetention(_archive.Options, _archive.Time);

        await Assert.ThrowsAsync<InvalidOperationException>(() => retention.ApplyAsync(
            retention.Plan("neo4j", RetentionFixture.Week), trustClock: false, TestArchive.NewRunId(), () => throw new InvalidOperationException("lost"), _ => { }, GraphFile.Cancel));

        Assert.Equal(11, _archive.Archive.List().Count);
    }

    [Fact]
    public async Task Other_names_databases_and_files_that_nobody_recognises_are_left_alone()
    {
        await _archive.PublishAsync(database: "OTHER");
        var damaged = (await _archive.PublishAsync()).Name;
        await File.AppendAllTextAsync(_archive[damaged + ".manifest.json"], " ", GraphFile.Cancel);
        string[] strange = ["streaming-tracker-backup-20200101_000000.json", "notes.json", "other-backup-20200101_000000.json", "streaming-tracker-backup-2020.json"];
        foreach (var file in strange) await File.WriteAllTextAsync(_archive[file], "{\"type\":\"node\",\"id\":\"0\"}\n", GraphFile.Cancel);
        _archive.Time.Advance(TimeSpan.FromDays(1));
        var names = await _archive.PublishNightlyAsync(10);

        Assert.Equal(names[..2], await _archive.PruneAsync());

        Assert.Equal(["neo4j", "OTHER"], new BackupRetention(_archive.Options, _archive.Time).Databases());
        Assert.All(strange.Append(damaged + ".json"), file => Assert.Contains(file, _archive.Files));
        Assert.Equal(1, _archive.Archive.List().Count(backup => backup.Manifest?.Source.Database == "OTHER"));
    }

    [Fact]
    public async Task Files_of_version_1_are_aged_by_the_date_in_their_name_in_the_zone_of_the_schedule()
    {
        await _archive.PublishAsync();
        await AddVersion1Async("20260119_222238");
        await AddVersion1Async("20260119_222349");
        _archive.Time.SetUtcNow(DateTimeOffset.Parse("2026-01-26T21:23:00Z", null));
        await _archive.PublishAsync();

        // 22:22:38 in Paris is 21:22:38 UTC: by a few seconds more than seven days ago, and the other by some less.
        Assert.Equal(["streaming-tracker-backup-20260119_222238"], await _archive.PruneAsync());
    }

    [Fact]
    public async Task Files_of_version_1_stay_where_several_databases_share_their_name()
    {
        await AddVersion1Async("20260101_020000");
        await _archive.PublishAsync(database: "other");
        await _archive.PublishNightlyAsync(8);

        Assert.DoesNotContain(_archive.Plan().Verdicts, verdict => verdict.Backup.Kind == BackupKind.Version1);
    }

    [Fact]
    public async Task The_last_backup_stays_when_it_is_of_version_1()
    {
        await AddVersion1Async("20250101_020000");
        var damaged = await _archive.PublishAsync();
        File.Delete(damaged.DataPath);

        Assert.Empty(await _archive.PruneAsync(trustClock: true));
    }

    [Fact]
    public async Task A_verified_backup_is_kept_beside_a_younger_one_that_nobody_has_read()
    {
        var names = await _archive.PublishNightlyAsync(11);
        await _archive.Archive.RecordVerificationAsync(_archive.Archive.Find(names[0]), new(_archive.Time.GetUtcNow(), TestArchive.NewRunId(), null), GraphFile.Cancel);

        Assert.Equal(names[1..3], await _archive.PruneAsync());
    }

    private async Task AddVersion1Async(string stamp)
    {
        Directory.CreateDirectory(_archive.Options.Directory);
        var header = "file, source, format, nodes, relationships, properties, time, rows, batchSize, batches, done, data\n";
        var fixture = stamp.StartsWith("20260119", StringComparison.Ordinal)
            ? await File.ReadAllTextAsync(RealParts.SharedFile($"fixtures/legacy-v1/streaming-tracker-backup-{stamp}.json"), GraphFile.Cancel)
            : header;
        await File.WriteAllTextAsync(_archive[$"streaming-tracker-backup-{stamp}.json"], fixture, GraphFile.Cancel);
    }
}
