namespace StreamingTracker.Backup.Archive.Tests.Catalog;

public sealed class FindByRunTests : IDisposable
{
    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task A_run_is_known_by_the_backup_it_published()
    {
        var published = await _archive.PublishAsync();
        await _archive.PublishAsync();
        Assert.Equal(published.Name, _archive.Archive.FindByRun(published.Manifest!.RunId)?.Name);
    }

    [Fact]
    public async Task A_run_that_has_not_published_yet_has_no_backup()
    {
        var run = TestArchive.NewRunId();
        await using var publication = _archive.Archive.BeginBackup(run);
        await _archive.WriteAsync(publication);
        Assert.Null(_archive.Archive.FindByRun(run));
    }

    [Fact]
    public async Task A_damaged_backup_is_not_what_the_run_has_made()
    {
        var published = await _archive.PublishAsync();
        await File.AppendAllTextAsync(published.DataPath, "x", GraphFile.Cancel);
        Assert.Null(_archive.Archive.FindByRun(published.Manifest!.RunId));
    }

    [Fact]
    public async Task What_is_published_replaced_or_removed_after_the_first_look_is_seen_at_the_next()
    {
        var first = await _archive.PublishAsync();
        var (run, absent) = (first.Manifest!.RunId, TestArchive.NewRunId());
        Assert.Equal(first.Name, _archive.Archive.FindByRun(run)?.Name);
        Assert.Null(_archive.Archive.FindByRun(absent));

        var second = await _archive.PublishAsync();
        Assert.Equal(second.Name, _archive.Archive.FindByRun(second.Manifest!.RunId)?.Name);

        // As where a clock was set back: the same names, of another run.
        File.Delete(_archive[first.Name + ".json"]);
        File.Delete(_archive[first.Name + ".manifest.json"]);
        Assert.Null(_archive.Archive.FindByRun(run));
        var again = await _archive.PublishAsync();
        Assert.Equal(first.Name, again.Name);
        Assert.Null(_archive.Archive.FindByRun(run));
        Assert.Equal(again.Name, _archive.Archive.FindByRun(again.Manifest!.RunId)?.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"runId\":7}")]
    [InlineData("{\"runId\":")]
    public async Task What_is_no_manifest_is_passed_over(string text)
    {
        Directory.CreateDirectory(_archive.Options.Directory);
        await File.WriteAllTextAsync(_archive["other.manifest.json"], text, GraphFile.Cancel);
        var published = await _archive.PublishAsync();
        Assert.Equal(published.Name, _archive.Archive.FindByRun(published.Manifest!.RunId)?.Name);
    }

    [Fact]
    public async Task A_manifest_that_is_a_symbolic_link_is_not_followed()
    {
        var published = await _archive.PublishAsync();
        var manifest = _archive[published.Name + ".manifest.json"];
        File.Move(manifest, _archive["elsewhere"]);
        File.CreateSymbolicLink(manifest, _archive["elsewhere"]);
        Assert.Null(_archive.Archive.FindByRun(published.Manifest!.RunId));
    }

    [Fact]
    public async Task A_publication_that_lacked_its_last_rename_is_the_runs_once_it_is_settled()
    {
        var published = await _archive.PublishAsync();
        var run = published.Manifest!.RunId;
        File.Move(_archive[published.Name + ".manifest.json"], _archive[$"{published.Name}.manifest.json.{run}.partial"]);
        Assert.Null(_archive.Archive.FindByRun(run));
        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);
        Assert.Equal(published.Name, _archive.Archive.FindByRun(run)?.Name);
    }
}
