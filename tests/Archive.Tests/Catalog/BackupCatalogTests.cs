namespace StreamingTracker.Backup.Archive.Tests.Catalog;

public sealed class BackupCatalogTests : IDisposable
{
    private const string Node = """{"type":"node","id":"0"}""";
    private const string Header = "file, source, format, nodes, relationships, properties, time, rows, batchSize, batches, done, data\n";

    private readonly TestArchive _archive = new("Europe/Paris");

    public void Dispose() => _archive.Dispose();

    [Fact]
    public void An_archive_without_a_folder_is_empty() => Assert.Empty(_archive.Archive.List());

    [Fact]
    public async Task Everything_is_listed_newest_first_by_what_it_is()
    {
        var middle = await _archive.PublishAsync();
        await WriteAsync("streaming-tracker-backup-20260119_232348.json", Header + Node);
        await WriteAsync("streaming-tracker-backup-20260120_000000.json", Node);
        await WriteAsync("aaa-20250101_000000.json", "what is this");
        await WriteAsync("zzz-20250101_000000_2.json", "");
        await WriteAsync(".hidden.json", "x");
        await WriteAsync("notes.txt", "x");
        var list = _archive.Archive.List();
        Assert.Equal(
            [
                ("streaming-tracker-backup-20260120_000000", BackupKind.Apoc),
                (middle.Name, BackupKind.Version2),
                ("streaming-tracker-backup-20260119_232348", BackupKind.Version1),
                ("zzz-20250101_000000_2", BackupKind.Unknown),
                ("aaa-20250101_000000", BackupKind.Unknown),
            ],
            list.Select(backup => (backup.Name, backup.Kind)));
        Assert.Equal([true, true, true, false, false], list.Select(backup => backup.Fault is null));
        Assert.Equal(new DateTimeOffset(2026, 1, 19, 23, 0, 0, TimeSpan.Zero), list[0].CreatedAt);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("streaming-tracker-backup-20260119_232349")]
    [InlineData("streaming-tracker-backup-20260119_232349.json")]
    [InlineData("streaming-tracker-backup-20260119_232349.manifest.json")]
    public async Task A_backup_is_found_by_number_or_name(string text)
    {
        var published = await _archive.PublishAsync();
        Assert.Equal(published.Name, _archive.Archive.Find(text).Name);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../backups/streaming-tracker-backup-20260119_232349")]
    [InlineData("a\\b")]
    [InlineData("streaming-tracker-backup-20260119_232350")]
    public async Task What_is_not_there_is_not_found(string text)
    {
        await _archive.PublishAsync();
        Assert.NotEmpty(Assert.Throws<BackupNotFoundException>(() => _archive.Archive.Find(text)).Remedy);
    }

    [Fact]
    public async Task A_damaged_manifest_is_a_fault_of_its_backup_alone()
    {
        await _archive.PublishAsync();
        var second = await _archive.PublishAsync();
        await File.AppendAllTextAsync(_archive[second.Name + ".manifest.json"], " ", GraphFile.Cancel);
        var list = _archive.Archive.List();
        Assert.Equal([second.Name], list.Where(backup => backup.Fault is not null).Select(backup => backup.Name));
        Assert.Contains("The manifest is damaged", _archive.Archive.Find(second.Name).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_or_shortened_data_is_a_fault()
    {
        var backup = await _archive.PublishAsync();
        await using (var data = File.OpenWrite(backup.DataPath)) data.SetLength(10);
        Assert.StartsWith("Its data file has 10 bytes instead of ", Assert.Single(_archive.Archive.List()).Fault, StringComparison.Ordinal);
        File.Delete(backup.DataPath);
        Assert.Equal("Its data file is missing.", Assert.Single(_archive.Archive.List()).Fault);
    }

    [Fact]
    public async Task A_manifest_under_another_name_is_a_fault()
    {
        var backup = await _archive.PublishAsync();
        File.Move(backup.DataPath, _archive["x.json"]);
        File.Move(_archive[backup.Name + ".manifest.json"], _archive["x.manifest.json"]);
        Assert.StartsWith("Its manifest is of another file", Assert.Single(_archive.Archive.List()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Symbolic_links_are_not_followed()
    {
        var backup = await _archive.PublishAsync();
        File.CreateSymbolicLink(_archive["link.json"], backup.DataPath);
        var link = _archive.Archive.Find("link");
        Assert.Equal(BackupKind.Unknown, link.Kind);
        Assert.Contains("symbolic links", link.Fault, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CorruptBackupException>(() => BackupVerifier.VerifyAsync(link, GraphFile.Cancel));
    }

    [Theory]
    [InlineData("a/b", "UTC")]
    [InlineData("", "UTC")]
    [InlineData("a", "Mars/Olympus")]
    public void A_name_or_zone_that_is_none_is_refused(string name, string zone) =>
        Assert.Throws<ArgumentException>(() => new BackupArchive(new BackupArchiveOptions("x", name, zone), TimeProvider.System));

    private Task WriteAsync(string file, string text)
    {
        Directory.CreateDirectory(_archive.Options.Directory);
        return File.WriteAllTextAsync(_archive[file], text, GraphFile.Cancel);
    }
}
