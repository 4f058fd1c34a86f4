using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Locks;

public class LockFaultTests
{
    private static readonly LockOptions Options = new() { Lease = TimeSpan.FromSeconds(4) };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_call_fails_the_caller_is_told_unless_it_holds_the_lock_and_the_next_gets_it(bool andEverAfter)
    {
        for (var call = 0; ; call++)
        {
            using var archive = new TestArchive();
            await using (await archive.TakeAsync("before", options: Options))
            {
            }
            var failing = new FailingOperations(call, andEverAfter);
            var fault = await Record.ExceptionAsync(
                async () => await (await archive.TakeAsync("a", disk: failing, options: Options)).DisposeAsync());
            if (failing.Failures == 0)
            {
                Assert.Null(fault);
                Assert.True(call >= 6, $"{call} calls");
                return;
            }
            if (fault is not null) Assert.Contains("failed at call", Assert.IsType<ArchiveUnavailableException>(fault).Message, StringComparison.Ordinal);

            await using var next = await archive.TakeAsync("b", options: Options);
            next.DemandHeld();
            Assert.Equal([$"streaming-tracker@neo4j.{next.Token}"], archive.Files());
        }
    }
}
