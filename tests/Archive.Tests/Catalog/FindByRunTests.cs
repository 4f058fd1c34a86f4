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
