using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Catalog;

public sealed class VerificationTests : IDisposable
{
    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task A_backup_is_unverified_until_somebody_has_read_it()
    {
        var backup = await _archive.PublishAsync();
        Assert.Equal(BackupStanding.Unverified, Listed.Standing);

        await RecordAsync(backup, fault: null);

        Assert.Equal(BackupStanding.Verified, Listed.Standing);
        Assert.Equal(_archive.Time.GetUtcNow(), _archive.Archive.Find(backup.Name).Verification!.At);
    }

    [Fact]
    public async Task A_damaged_one_has_that_as_its_fault_until_it_is_found_sound_again()
    {
        var backup = await _archive.PublishAsync();

        await RecordAsync(backup, "Line 1 is no JSON.");
        Assert.Equal((BackupStanding.Damaged, "Line 1 is no JSON."), (Listed.Standing, Listed.Fault));

        // What is marked can be read again, or nobody could ever find out that it is sound.
        await BackupVerifier.VerifyAsync(Listed, GraphFile.Cancel);
        await RecordAsync(Listed, fault: null);
        Assert.Equal((BackupStanding.Verified, null), (Listed.Standing, Listed.Fault));
    }

    [Fact]
    public async Task What_was_found_says_nothing_of_other_data_in_its_place()
    {
        var backup = await _archive.PublishAsync();
        await RecordAsync(backup, "Line 1 is no JSON.");
        File.Delete(_archive[backup.Name + ".json"]);
        File.Delete(_archive[backup.Name + ".manifest.json"]);
        using var other = new TestArchive();
        await using (var publication = other.Archive.BeginBackup(TestArchive.NewRunId()))
            await publication.PublishAsync(other.Manifest(await publication.CompleteDataAsync(GraphFile.Cancel), new() { Nodes = 0, Relationships = 0, Properties = 0, NodesByLabels = [], RelationshipsByType = [] }), () => { }, GraphFile.Cancel);
        foreach (var file in other.Files) File.Move(other[file], _archive[file]);

        Assert.Equal((backup.Name, BackupStanding.Unverified), (Listed.Name, Listed.Standing));
    }

    [Fact]
    public async Task A_file_without_a_manifest_is_known_by_its_size_and_time()
    {
        Directory.CreateDirectory(_archive.Options.Directory);
        var path = _archive["export-20260101_000000.json"];
        await File.WriteAllTextAsync(path, """{"type":"node","id":"0"}""", GraphFile.Cancel);
        await RecordAsync(Listed, fault: null);
        Assert.Equal(BackupStanding.Verified, Listed.Standing);

        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
        Assert.Equal(BackupStanding.Unverified, Listed.Standing);
    }

    [Fact]
    public async Task A_fault_that_is_seen_at_first_sight_is_not_recorded_and_so_goes_with_its_cause()
    {
        var backup = await _archive.PublishAsync();
        File.Move(backup.DataPath, backup.DataPath + ".away");
        await RecordAsync(Listed, Listed.Fault);

        File.Move(backup.DataPath + ".away", backup.DataPath);

        Assert.Equal(BackupStanding.Unverified, Listed.Standing);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_as_if_there_were_none()
    {
        var backup = await _archive.PublishAsync();
        await RecordAsync(backup, "Line 1 is no JSON.");
        await File.WriteAllTextAsync(_archive[".stbackup/verifications/" + backup.Name], "{\"data\":", GraphFile.Cancel);

        Assert.Equal(BackupStanding.Unverified, Listed.Standing);
    }

    [Fact]
    public async Task Whatever_call_fails_the_record_before_is_there_whole()
    {
        var counting = new FailingOperations(failAt: -1);
        await RecordBothAsync(counting, fault: null);
        for (var call = 0; call < counting.Calls; call++)
        {
            var failing = new FailingOperations(call);
            await RecordBothAsync(failing, "Line 1 is no JSON.");
        }

        async Task RecordBothAsync(FailingOperations disk, string? fault)
        {
            using var archive = new TestArchive();
            var backup = await archive.PublishAsync();
            await archive.Archive.RecordVerificationAsync(backup, new(archive.Time.GetUtcNow(), TestArchive.NewRunId(), null), GraphFile.Cancel);
            var second = new BackupArchive(disk.Under(archive.Options), archive.Time).RecordVerificationAsync(
                backup, new(archive.Time.GetUtcNow(), TestArchive.NewRunId(), fault), GraphFile.Cancel);
            if (fault is null)
            {
                await second;
                return;
            }

            await Assert.ThrowsAsync<ArchiveUnavailableException>(() => second);
            Assert.NotNull(archive.Archive.List()[0].Verification);
            Assert.Single(Directory.GetFiles(archive[".stbackup/verifications"]));
        }
    }

    private ArchivedBackup Listed => Assert.Single(_archive.Archive.List());

    private Task RecordAsync(ArchivedBackup backup, string? fault) =>
        _archive.Archive.RecordVerificationAsync(backup, new(_archive.Time.GetUtcNow(), TestArchive.NewRunId(), fault), GraphFile.Cancel);
}
