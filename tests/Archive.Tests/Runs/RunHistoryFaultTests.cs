using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Archive.Tests.Publication;

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
            var failing = new RunHistory(archive.Options, new FailingOperations(call, andEverAfter));
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

    private static async Task<int> CallsAsync()
    {
        var counting = new FailingOperations(failAt: -1);
        using var archive = new TestArchive();
        await new RunHistory(archive.Options, counting).AppendAsync(TestRuns.Ended(), GraphFile.Cancel);
        Assert.True(counting.Calls >= 6, $"{counting.Calls} calls");
        return counting.Calls;
    }
}
