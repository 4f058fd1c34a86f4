using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Publication;

public sealed class StateLeftoversTests : IDisposable
{
    private const string Name = "streaming-tracker-backup-20260119_222349";

    private readonly TestArchive _archive = new();
    private readonly string _run = TestArchive.NewRunId();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task Files_that_a_dead_run_had_not_finished_go_and_those_of_others_stay()
    {
        string[] unfinished =
        [
            $"reserve.{_run}.partial",
            $"verifications/{Name}.{_run}.partial",
            $"retention/streaming-tracker@neo4j.json.{_run}.partial",
            $"journals/streaming-tracker@neo4j.json.{_run}.partial",
        ];
        string[] others = ["reserve", "verifications/notes.partial", $"verifications/other-backup-20260119_222349.{_run}", "retention/streaming-tracker@neo4j.json"];
        foreach (var file in unfinished.Concat(others)) await WriteAsync(file);

        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);

        Assert.Equal(others.Order(StringComparer.Ordinal), State);
    }

    [Fact]
    public async Task What_a_living_run_is_writing_stays_until_it_has_its_name()
    {
        var settled = 0;
        var writing = new BackupArchive(new FailingOperations(failAt: -1) { Before = Settle }.Under(_archive.Options), _archive.Time);
        await using var publication = writing.BeginBackup(_run);
        var manifest = await _archive.WriteAsync(publication);

        await writing.RecordVerificationAsync(publication.Describe(manifest), Sound, GraphFile.Cancel);
        var backup = await publication.PublishAsync(manifest, () => { }, GraphFile.Cancel);

        Assert.Equal(1, settled);
        Assert.NotNull(writing.Find(backup.Name).Verification);

        void Settle(string operation, string path)
        {
            if (operation != nameof(FailingOperations.Replace)) return;
            _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel).GetAwaiter().GetResult();
            settled++;
        }
    }

    [Fact]
    public async Task What_was_found_in_a_backup_goes_with_it_or_when_it_is_never_published()
    {
        var kept = await _archive.PublishAsync();
        await _archive.Archive.RecordVerificationAsync(kept, Sound, GraphFile.Cancel);
        var removed = await _archive.PublishAsync();
        await _archive.Archive.RecordVerificationAsync(removed, Sound, GraphFile.Cancel);
        foreach (var file in _archive.Files.Where(file => file.StartsWith(removed.Name + '.', StringComparison.Ordinal))) File.Delete(_archive[file]);
        await using (var never = _archive.Archive.BeginBackup(_run))
            await _archive.Archive.RecordVerificationAsync(never.Describe(await _archive.WriteAsync(never)), Sound, GraphFile.Cancel);
        await WriteAsync("verifications/other-backup-20260119_222349");

        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);

        Assert.Equal(["verifications/other-backup-20260119_222349", $"verifications/{kept.Name}"], State);
        Assert.NotNull(_archive.Archive.Find(kept.Name).Verification);
    }

    [Fact]
    public async Task What_is_known_of_a_backup_whose_manifest_alone_is_left_stays()
    {
        var backup = await _archive.PublishAsync();
        await _archive.Archive.RecordVerificationAsync(backup, Sound, GraphFile.Cancel);
        File.Delete(_archive[backup.Name + ".json"]);

        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);

        Assert.Equal([$"verifications/{backup.Name}"], State);
    }

    private BackupVerification Sound => new(_archive.Time.GetUtcNow(), _run, Fault: null);

    private string Folder => _archive[".stbackup"];

    private IEnumerable<string> State => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private async Task WriteAsync(string file)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "x", GraphFile.Cancel);
    }
}
