using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Retention;

/// <summary>A removal that breaks off, wherever it may be.</summary>
public sealed class BackupRemovalTests : IDisposable
{
    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    /// <summary>A disk that fails once and for all is what a crash looks like to the next run.</summary>
    [Fact]
    public async Task Whatever_call_is_the_last_a_backup_is_whole_or_gone_and_the_next_run_leaves_nothing_of_it()
    {
        var (whole, gone) = (0, 0);
        for (var call = 0; call < await CallsAsync(); call++)
        {
            using var archive = new TestArchive();
            var old = await PublishOldAndNewAsync(archive);
            await Assert.ThrowsAsync<ArchiveUnavailableException>(() => archive.PruneAsync(disk: new FailingOperations(call, andEverAfter: true)));

            // What there is now is what everybody sees until the next run.
            var seen = archive.Archive.List();
            Assert.All(seen, backup => Assert.Null(backup.Fault));
            Assert.All(seen, backup => Assert.Equal(BackupKind.Version2, backup.Kind));
            foreach (var backup in seen) await BackupVerifier.VerifyAsync(backup, GraphFile.Cancel);
            if (seen.Count == 2) whole++;
            else Assert.Throws<BackupNotFoundException>(() => archive.Archive.Find(old));

            await archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);
            Assert.Equal(seen.Count * 2, archive.Files.Length);
            if (seen.Count == 1) gone++;

            await archive.PruneAsync();
            Assert.Equal(2, archive.Files.Length);
        }
        Assert.True(whole >= 1, $"{whole} whole");
        Assert.True(gone >= 4, $"{gone} gone");
    }

    [Fact]
    public async Task A_call_that_fails_once_leaves_what_the_next_prune_finishes()
    {
        for (var call = 0; call < await CallsAsync(); call++)
        {
            using var archive = new TestArchive();
            await PublishOldAndNewAsync(archive);
            var fault = await Record.ExceptionAsync(() => archive.PruneAsync(disk: new FailingOperations(call)));
            Assert.True(fault is null or ArchiveUnavailableException, fault?.ToString());

            await archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);
            await archive.PruneAsync();
            Assert.Equal(2, archive.Files.Length);
            await archive.VerifyNewestAsync();
        }
    }

    [Fact]
    public async Task While_a_backup_is_on_its_way_out_its_name_is_not_free()
    {
        var name = (await _archive.PublishAsync()).Name;
        File.Move(_archive[name + ".manifest.json"], _archive[$"{name}.manifest.json.{TestArchive.NewRunId()}.removed"]);

        Assert.Equal(name + "_2", (await _archive.PublishAsync()).Name);
    }

    [Fact]
    public async Task A_backup_that_somebody_has_brought_back_meanwhile_stays()
    {
        var name = (await _archive.PublishAsync()).Name;
        File.Copy(_archive[name + ".manifest.json"], _archive[$"{name}.manifest.json.{TestArchive.NewRunId()}.removed"]);
        Assert.Equal(name, Assert.Single(_archive.Archive.List()).Name);

        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);

        Assert.Equal([name + ".json", name + ".manifest.json"], _archive.Files);
        await _archive.VerifyNewestAsync();
    }

    [Fact]
    public async Task Removals_of_other_archives_in_the_folder_are_theirs_to_finish()
    {
        var name = (await _archive.PublishAsync()).Name.Replace("streaming-tracker", "other", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_archive[name + ".json"], "{}", GraphFile.Cancel);
        await File.WriteAllTextAsync(_archive[$"{name}.manifest.json.{TestArchive.NewRunId()}.removed"], "{}", GraphFile.Cancel);

        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);

        Assert.Equal(4, _archive.Files.Length);
        Assert.Single(_archive.Archive.List());
    }

    private static async Task<int> CallsAsync()
    {
        var counting = new FailingOperations(failAt: -1);
        using var archive = new TestArchive();
        await PublishOldAndNewAsync(archive);
        Assert.Single(await archive.PruneAsync(disk: counting));
        return counting.Calls;
    }

    /// <summary>Both are verified, so that there are records of that to be forgotten; retention knows them, so that no clock is in doubt.</summary>
    private static async Task<string> PublishOldAndNewAsync(TestArchive archive)
    {
        var old = await PublishVerifiedAsync(archive);
        archive.Time.Advance(TimeSpan.FromDays(7.5));
        await PublishVerifiedAsync(archive);
        await archive.PruneAsync(trustClock: true, policy: new() { Days = 0 });
        return old.Name;
    }

    private static async Task<ArchivedBackup> PublishVerifiedAsync(TestArchive archive)
    {
        var backup = await archive.PublishAsync();
        await archive.Archive.RecordVerificationAsync(backup, new(archive.Time.GetUtcNow(), TestArchive.NewRunId(), null), GraphFile.Cancel);
        return backup;
    }
}
