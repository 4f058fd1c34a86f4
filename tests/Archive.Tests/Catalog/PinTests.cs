using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Catalog;

public sealed class PinTests : IDisposable
{
    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task A_pin_stays_until_it_is_taken_away()
    {
        var (pinned, other) = (await _archive.PublishAsync(), await _archive.PublishAsync());
        _archive.Archive.Pin(pinned.Name);
        _archive.Archive.Pin(pinned.Name);

        var next = new BackupArchive(_archive.Options, _archive.Time);
        Assert.Equal([(other.Name, false), (pinned.Name, true)], next.List().Select(backup => (backup.Name, backup.Pinned)));
        Assert.True(next.Find(pinned.Name).Pinned);

        next.Unpin(pinned.Name);
        next.Unpin(pinned.Name);
        Assert.DoesNotContain(_archive.Archive.List(), backup => backup.Pinned);
    }

    [Fact]
    public async Task A_backup_is_pinned_by_its_number_and_as_its_file_too()
    {
        var published = await _archive.PublishAsync();
        _archive.Archive.Pin("1");
        Assert.True(_archive.Archive.Find(published.Name).Pinned);
        _archive.Archive.Unpin(published.Name + ".json");
        Assert.False(_archive.Archive.Find(published.Name).Pinned);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("streaming-tracker-backup-20260119_222349")]
    [InlineData("../backups")]
    public void What_is_not_there_is_not_pinned(string name)
    {
        Assert.Throws<BackupNotFoundException>(() => _archive.Archive.Pin(name));
        Assert.Throws<BackupNotFoundException>(() => _archive.Archive.Unpin(name));
        Assert.False(Directory.Exists(_archive[".stbackup"]));
    }

    /// <summary>Every call after which a pin was promised comes before <c>Pin</c> returns: when one fails, so does <c>Pin</c>.</summary>
    [Fact]
    public async Task Whatever_call_fails_the_caller_is_told_and_can_try_again()
    {
        var counting = new FailingOperations(failAt: -1);
        using (var archive = new TestArchive())
        {
            await archive.PublishAsync();
            Over(archive, counting).Pin("1");
        }

        for (var call = 0; call < counting.Calls; call++)
        {
            using var archive = new TestArchive();
            await archive.PublishAsync();
            var fault = Record.Exception(() => Over(archive, new FailingOperations(call)).Pin("1"));
            if (fault is null) Assert.True(archive.Archive.Find("1").Pinned);
            else Assert.IsType<ArchiveUnavailableException>(fault);
            archive.Archive.Pin("1");
            Assert.True(archive.Archive.Find("1").Pinned);
        }
        Assert.True(counting.Calls >= 4, $"{counting.Calls} calls");
    }

    private static BackupArchive Over(TestArchive archive, FailingOperations disk) => new(disk.Under(archive.Options), archive.Time);
}
