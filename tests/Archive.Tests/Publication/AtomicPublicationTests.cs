using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Publication;

public class AtomicPublicationTests
{
    [Fact]
    public async Task Whatever_call_fails_there_is_no_backup_and_nothing_is_left()
    {
        for (var call = 0; call < await CallsAsync(); call++)
        {
            using var archive = new TestArchive(disk: new FailingOperations(call));
            var fault = await Assert.ThrowsAsync<ArchiveUnavailableException>(() => archive.PublishAsync());
            Assert.Contains($"failed at call {call}", fault.Message, StringComparison.Ordinal);
            Assert.Empty(archive.Files);
        }
    }

    /// <summary>A disk that fails once and for all is what a crash looks like to the next run.</summary>
    [Fact]
    public async Task Whatever_call_is_the_last_the_next_run_finds_all_or_nothing()
    {
        var (completed, removed) = (0, 0);
        for (var call = 0; call < await CallsAsync(); call++)
        {
            using var crashing = new TestArchive(disk: new FailingOperations(call, andEverAfter: true));
            await Assert.ThrowsAsync<ArchiveUnavailableException>(() => crashing.PublishAsync());

            var next = new BackupArchive(crashing.Options, crashing.Time);
            await next.SettleLeftoversAsync(GraphFile.Cancel);
            if (crashing.Files.Length == 0)
            {
                removed++;
                continue;
            }
            completed++;
            Assert.Equal(2, crashing.Files.Length);
            await BackupVerifier.VerifyAsync(Assert.Single(next.List()), GraphFile.Cancel);
        }
        Assert.True(completed >= 3, $"{completed} completed");
        Assert.True(removed >= 3, $"{removed} removed");
    }

    private static async Task<int> CallsAsync()
    {
        var counting = new FailingOperations(failAt: -1);
        using var archive = new TestArchive(disk: counting);
        await archive.PublishAsync();
        return counting.Calls;
    }
}
