using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Tests.Publication;

namespace StreamingTracker.Backup.Archive.Tests.Locks;

public class LockFaultTests
{
    private static readonly LockOptions Options = new() { Lease = TimeSpan.FromSeconds(4) };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_call_fails_the_lock_is_not_held_and_the_next_gets_it(bool andEverAfter)
    {
        for (var call = 0; ; call++)
        {
            using var archive = new TestArchive();
            await using (await archive.TakeAsync("before", options: Options))
            {
            }
            var failing = new FailingOperations(call, andEverAfter);
            var fault = await Record.ExceptionAsync(
                async () => await (await archive.TakeAsync("a", files: failing, options: Options)).DisposeAsync());
            if (fault is null)
            {
                Assert.True(call >= 6, $"{call} calls");
                return;
            }
            Assert.Contains($"failed at call {call}", Assert.IsType<ArchiveUnavailableException>(fault).Message, StringComparison.Ordinal);

            await using var next = await archive.TakeAsync("b", options: Options);
            next.DemandHeld();
            Assert.Equal([$"streaming-tracker@neo4j.{next.Token}"], archive.Files());
        }
    }
}
