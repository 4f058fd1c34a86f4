using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Runs;

public class RunHistoryFaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_call_fails_the_caller_is_told_and_the_next_run_is_kept(bool andEverAfter)
    {
        for (var call = 0; call < await CallsAsync(); call++)
        {
            using var archive = new TestArchive();
            var failing = new RunHistory(new FailingOperations(call, andEverAfter).Under(archive.Options));
            var (lost, kept) = (TestRuns.Ended(1), TestRuns.Ended(2));
            var fault = await Assert.ThrowsAsync<ArchiveUnavailableException>(() => failing.AppendAsync(lost, GraphFile.Cancel));
            Assert.Contains($"failed at call {call}", fault.Message, StringComparison.Ordinal);

            var next = new RunHistory(archive.Options);
            await next.AppendAsync(kept, GraphFile.Cancel);
            var runs = next.Read(10, out var unreadable);
            Assert.Equal(kept.RunId, runs[0].RunId);
            Assert.InRange(runs.Count + unreadable, 1, 2);
            Assert.All(runs.Skip(1), run => Assert.Equal(lost.RunId, run.RunId));
        }
    }

    [Fact]
    public async Task On_a_full_disk_every_run_that_was_kept_stays_and_the_next_is_kept_when_there_is_room()
    {
        using var disk = SmallDisk.Mount(readOnly: false);
        var history = new RunHistory(new BackupArchiveOptions(disk.Path));
        var filler = Path.Combine(disk.Path, "filler");
        await File.WriteAllBytesAsync(filler, new byte[900_000], GraphFile.Cancel);
        var kept = new Stack<string>();
        var fault = await Assert.ThrowsAsync<ArchiveUnavailableException>(async () =>
        {
            while (true)
            {
                var run = TestRuns.Ended(kept.Count) with { Failure = new("failed", new string('m', 5_000), "r") };
                await history.AppendAsync(run, GraphFile.Cancel);
                kept.Push(run.RunId);
            }
        });
        Assert.StartsWith("The disk is full: ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(kept, history.Read().Select(run => run.RunId));
        Assert.NotEmpty(kept);

        File.Delete(filler);
        var last = TestRuns.Ended(kept.Count);
        await history.AppendAsync(last, GraphFile.Cancel);
        Assert.Equal([last.RunId, .. kept], history.Read().Select(run => run.RunId));
    }

    private static async Task<int> CallsAsync()
    {
        var counting = new FailingOperations(failAt: -1);
        using var archive = new TestArchive();
        await new RunHistory(counting.Under(archive.Options)).AppendAsync(TestRuns.Ended(), GraphFile.Cancel);
        Assert.True(counting.Calls >= 6, $"{counting.Calls} calls");
        return counting.Calls;
    }
}
