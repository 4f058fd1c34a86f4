using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Tests.Publication;

public sealed class BackupPublicationTests : IDisposable
{
    private const string Name = "streaming-tracker-backup-20260119_222349";

    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task A_published_backup_is_two_files_that_only_the_owner_may_read()
    {
        var backup = await _archive.PublishAsync();
        Assert.Equal((Name, BackupKind.Version2, null), (backup.Name, backup.Kind, backup.Fault));
        Assert.Equal([Name + ".json", Name + ".manifest.json"], _archive.Files);
        if (OperatingSystem.IsWindows()) return;
        Assert.All(_archive.Files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_archive[file])));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(_archive.Options.Directory).UnixFileMode);
    }

    [Fact]
    public async Task What_publishing_returns_is_what_the_archive_lists()
    {
        var published = await _archive.PublishAsync();
        Assert.Equivalent(published, Assert.Single(_archive.Archive.List()), strict: true);
        var verified = await _archive.VerifyNewestAsync();
        Assert.Equal(4, verified.Counts.Properties);
        Assert.Equal(await GraphFile.ReadAllAsync(GraphFile.Open(await GraphFile.SmallAsync())), await GraphFile.ReadAllAsync(published.OpenReader(verified)));
    }

    [Fact]
    public async Task Backups_of_one_second_are_numbered()
    {
        await _archive.PublishAsync();
        Assert.Equal(Name + "_2", (await _archive.PublishAsync()).Name);
        Assert.Equal(Name + "_3", (await _archive.PublishAsync()).Name);
    }

    [Fact]
    public async Task A_name_that_an_unknown_file_has_is_left_to_it()
    {
        Directory.CreateDirectory(_archive.Options.Directory);
        await File.WriteAllTextAsync(_archive[Name + ".json.gz"], "x", GraphFile.Cancel);
        Assert.Equal(Name + "_2", (await _archive.PublishAsync()).Name);
    }

    [Fact]
    public async Task Two_runs_at_once_take_different_names_and_leave_each_other_alone()
    {
        await using var first = _archive.Archive.BeginBackup(TestArchive.NewRunId());
        await using var second = _archive.Archive.BeginBackup(TestArchive.NewRunId());
        Assert.NotEqual(first.DataName, second.DataName);
        var (one, two) = (await _archive.WriteAsync(first), await _archive.WriteAsync(second));
        await using var third = _archive.Archive.BeginBackup(TestArchive.NewRunId());
        await first.PublishAsync(one, () => { }, GraphFile.Cancel);
        await second.PublishAsync(two, () => { }, GraphFile.Cancel);
        Assert.Equal(2, _archive.Archive.List().Count);
        Assert.All(_archive.Archive.List(), backup => Assert.Null(backup.Fault));
    }

    [Fact]
    public void The_time_in_a_name_is_local_to_the_archives_zone()
    {
        using var archive = new TestArchive("Asia/Tokyo");
        var publication = archive.Archive.BeginBackup(TestArchive.NewRunId());
        Assert.Equal("streaming-tracker-backup-20260120_072349.json", publication.DataName);
    }

    [Fact]
    public async Task Disposed_without_having_been_published_it_leaves_nothing()
    {
        var publication = _archive.Archive.BeginBackup(TestArchive.NewRunId());
        await _archive.WriteAsync(publication);
        Assert.Single(_archive.Files);
        await publication.DisposeAsync();
        await publication.DisposeAsync();
        Assert.Empty(_archive.Files);
    }

    [Fact]
    public async Task A_restarted_export_forgets_what_it_wrote()
    {
        await using var publication = _archive.Archive.BeginBackup(TestArchive.NewRunId());
        await publication.Data.WriteAsync(new byte[100_000], GraphFile.Cancel);
        publication.Restart();
        var manifest = await _archive.WriteAsync(publication);
        Assert.Equal((await GraphFile.SmallAsync()).Length, manifest.Data.Bytes);
        await publication.VerifyAsync(manifest, GraphFile.Cancel);
        await publication.PublishAsync(manifest, () => { }, GraphFile.Cancel);
        await _archive.VerifyNewestAsync();
    }

    [Fact]
    public async Task What_was_written_otherwise_than_the_manifest_says_is_not_verified()
    {
        await using var publication = _archive.Archive.BeginBackup(TestArchive.NewRunId());
        var manifest = await _archive.WriteAsync(publication);
        var wrong = manifest with { Counts = manifest.Counts with { Properties = 5 } };
        var fault = await Assert.ThrowsAsync<CorruptBackupException>(() => publication.VerifyAsync(wrong, GraphFile.Cancel));
        Assert.Equal("The data is not what the manifest says: properties 4 instead of 5", fault.Message);
    }

    [Fact]
    public async Task Data_without_order_is_not_verified()
    {
        await using var publication = _archive.Archive.BeginBackup(TestArchive.NewRunId());
        await publication.Data.WriteAsync("{}\n"u8.ToArray(), GraphFile.Cancel);
        var manifest = _archive.Manifest(await publication.CompleteDataAsync(GraphFile.Cancel), new GraphCounts());
        await Assert.ThrowsAsync<CorruptBackupException>(() => publication.VerifyAsync(manifest, GraphFile.Cancel));
    }

    [Fact]
    public async Task A_manifest_of_another_file_is_a_mistake_of_the_caller()
    {
        await using var publication = _archive.Archive.BeginBackup(TestArchive.NewRunId());
        var manifest = await _archive.WriteAsync(publication);
        var other = manifest with { Data = manifest.Data with { Bytes = 1 } };
        await Assert.ThrowsAsync<ArgumentException>(() => publication.PublishAsync(other, () => { }, GraphFile.Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await publication.Data.WriteAsync(new byte[1], GraphFile.Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("0AF7651916CD43DD8448EB211C80319C")]
    public void A_run_id_of_another_form_is_refused(string runId) => Assert.Throws<ArgumentException>(() => _archive.Archive.BeginBackup(runId));

    [Fact]
    public async Task An_empty_graph_is_a_backup()
    {
        await using var publication = _archive.Archive.BeginBackup(TestArchive.NewRunId());
        var writer = new EntityLineWriter(publication.Data);
        await writer.FlushAsync(GraphFile.Cancel);
        var manifest = _archive.Manifest(await publication.CompleteDataAsync(GraphFile.Cancel), writer.Counts);
        await publication.VerifyAsync(manifest, GraphFile.Cancel);
        await publication.PublishAsync(manifest, () => { }, GraphFile.Cancel);
        Assert.Equal(0, (await _archive.VerifyNewestAsync()).Counts.Nodes);
    }
}
