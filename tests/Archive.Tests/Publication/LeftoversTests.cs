namespace StreamingTracker.Backup.Archive.Tests.Publication;

public sealed class LeftoversTests : IDisposable
{
    private const string Name = "streaming-tracker-backup-20260119_222349";

    private readonly TestArchive _archive = new();
    private readonly string _run = TestArchive.NewRunId();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task A_publication_that_lacked_both_renames_is_completed()
    {
        await _archive.PublishAsync();
        File.Move(_archive[Name + ".json"], _archive[$"{Name}.json.{_run}.partial"]);
        File.Move(_archive[Name + ".manifest.json"], _archive[$"{Name}.manifest.json.{_run}.partial"]);
        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);
        await _archive.VerifyNewestAsync();
    }

    [Fact]
    public async Task Until_its_last_rename_a_publication_is_not_listed()
    {
        await _archive.PublishAsync();
        File.Move(_archive[Name + ".manifest.json"], _archive[$"{Name}.manifest.json.{_run}.partial"]);
        Assert.Empty(_archive.Archive.List());
        Assert.Throws<BackupNotFoundException>(() => _archive.Archive.Find(Name));
        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);
        Assert.Single(_archive.Archive.List());
    }

    [Fact]
    public async Task A_publication_that_lacked_its_last_rename_is_completed()
    {
        await _archive.PublishAsync();
        File.Move(_archive[Name + ".manifest.json"], _archive[$"{Name}.manifest.json.{_run}.partial"]);
        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);
        await _archive.VerifyNewestAsync();
    }

    [Fact]
    public async Task A_publication_whose_data_is_not_what_its_manifest_says_is_removed()
    {
        await _archive.PublishAsync();
        File.Move(_archive[Name + ".json"], _archive[$"{Name}.json.{_run}.partial"]);
        File.Move(_archive[Name + ".manifest.json"], _archive[$"{Name}.manifest.json.{_run}.partial"]);
        await File.AppendAllTextAsync(_archive[$"{Name}.json.{_run}.partial"], "x", GraphFile.Cancel);
        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);
        Assert.Empty(_archive.Files);
    }

    [Fact]
    public async Task Data_of_a_final_name_stays_even_when_its_manifest_partial_goes()
    {
        await _archive.PublishAsync();
        File.Move(_archive[Name + ".manifest.json"], _archive[$"{Name}.manifest.json.{_run}.partial"]);
        await File.AppendAllTextAsync(_archive[Name + ".json"], "x", GraphFile.Cancel);
        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);
        Assert.Equal([Name + ".json"], _archive.Files);
    }

    [Fact]
    public async Task Only_partials_with_the_archives_name_and_a_run_id_go()
    {
        Directory.CreateDirectory(_archive.Options.Directory);
        string[] ours = [$"{Name}.json.{_run}.partial", $"{Name}_2.manifest.json.{_run}.partial"];
        string[] others = [$"{Name}.json.partial", $"{Name}.json.{_run}", $"{Name}.json.run.partial", $"other-backup-20260119_222349.json.{_run}.partial", "notes.txt"];
        foreach (var file in ours.Concat(others)) await File.WriteAllTextAsync(_archive[file], "x", GraphFile.Cancel);
        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);
        Assert.Equal(others.Order(StringComparer.Ordinal), _archive.Files);
    }

    [Fact]
    public async Task Cancelled_it_leaves_what_it_was_looking_at()
    {
        await _archive.PublishAsync();
        File.Move(_archive[Name + ".manifest.json"], _archive[$"{Name}.manifest.json.{_run}.partial"]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _archive.Archive.SettleLeftoversAsync(new CancellationToken(canceled: true)));
        Assert.Equal([Name + ".json", $"{Name}.manifest.json.{_run}.partial"], _archive.Files);
        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);
        await _archive.VerifyNewestAsync();
    }

    [Fact]
    public async Task A_run_that_is_alive_keeps_its_partials_and_publishes()
    {
        await using var alive = _archive.Archive.BeginBackup(_run);
        var manifest = await _archive.WriteAsync(alive);
        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);
        Assert.Equal([$"{Name}.json.{_run}.partial"], _archive.Files);
        await alive.VerifyAsync(manifest, GraphFile.Cancel);
        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);
        await alive.PublishAsync(manifest, () => { }, GraphFile.Cancel);
        await _archive.VerifyNewestAsync();
    }
}
