using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests;

public sealed class VerifyOperationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private OperationSettings Settings => new() { Archive = new(_folder["backups"]) };

    private ListOperation Archive => new(Settings, TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_damaged_backup_is_no_good_one_any_more_until_it_is_found_sound_again()
    {
        var (older, newer) = (await AddAsync(daysAgo: 1), await AddAsync(daysAgo: 0));
        Assert.Equal(newer.Name, Archive.NewestGood()!.Name);
        var sound = await File.ReadAllBytesAsync(newer.DataPath, Cancel);
        await File.WriteAllBytesAsync(newer.DataPath, [.. sound[..^10], (byte)'!', .. sound[^9..]], Cancel);

        var run = await VerifyAllAsync();

        Assert.Equal((RunOutcome.Failed, 2), (run.Outcome, run.Verified));
        Assert.Equal([newer.Name], run.Unsound);
        Assert.Equal(older.Name, Archive.NewestGood()!.Name);
        Assert.StartsWith("The data is not what the manifest says: SHA-256", Archive.Find(newer.Name).Fault, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(newer.DataPath, sound, Cancel);
        Assert.Equal(RunOutcome.Completed, (await VerifyAllAsync()).Outcome);
        Assert.Equal(newer.Name, Archive.NewestGood()!.Name);
    }

    [Fact]
    public async Task A_backup_that_is_removed_while_others_are_read_is_no_fault()
    {
        var (older, _) = (await AddAsync(daysAgo: 1), await AddAsync(daysAgo: 0));

        var run = await VerifyAllAsync(_ =>
        {
            File.Delete(older.DataPath.Replace(".json", ".manifest.json", StringComparison.Ordinal));
            File.Delete(older.DataPath);
        });

        Assert.Equal((RunOutcome.Completed, 1), (run.Outcome, run.Verified));
    }

    [Fact]
    public async Task What_cannot_be_read_at_the_moment_is_a_failure_and_no_damage()
    {
        var backup = await AddAsync(daysAgo: 0);
        await using (new FileStream(backup.DataPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal("archive-unavailable", (await VerifyAllAsync()).Failure!.Code);

        Assert.Null(Archive.Find(backup.Name).Fault);
    }

    [Fact]
    public async Task That_one_cannot_be_read_hides_no_damage_of_another()
    {
        var (damaged, unread) = (await AddAsync(daysAgo: 1), await AddAsync(daysAgo: 0));
        await File.AppendAllTextAsync(damaged.DataPath, "!", Cancel);
        await using var held = new FileStream(unread.DataPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var run = await VerifyAllAsync();

        Assert.Equal("corrupt", run.Failure!.Code);
        Assert.Equal([damaged.Name], run.Unsound);
    }

    private Task<ArchivedBackup> AddAsync(int daysAgo) =>
        DatedBackups.AddAsync(Settings.Archive, TimeProvider.System.GetUtcNow().AddDays(-daysAgo), Cancel, paddedTo: 100);

    /// <returns>The run as the history has it.</returns>
    private async Task<RunRecord> VerifyAllAsync(Action<VerifyOutcome>? told = null)
    {
        await new RunRecorder(Settings, TimeProvider.System).RecordAsync(
            new() { Kind = RunKind.Verify }, null, run => new VerifyOperation(Settings, TimeProvider.System).VerifyAllAsync(told ?? (_ => { }), run, Cancel));
        return new RunHistory(Settings.Archive).Read(1)[0];
    }
}
