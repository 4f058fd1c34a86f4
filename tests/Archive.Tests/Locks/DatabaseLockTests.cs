using StreamingTracker.Backup.Archive.Locks;

namespace StreamingTracker.Backup.Archive.Tests.Locks;

public sealed class DatabaseLockTests : IDisposable
{
    private static readonly LockOptions Short = new() { Lease = TimeSpan.FromSeconds(3) };

    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task What_one_holds_another_does_not_get_until_it_is_given_back()
    {
        await using (var first = await TakeAsync("a"))
        {
            var fault = await Assert.ThrowsAsync<LockedException>(() => TakeAsync("b"));
            Assert.Equal(first.Holder, fault.Holder);
            first.DemandHeld();
        }
        await using var second = await TakeAsync("b");
        Assert.Equal(2, second.Token);
    }

    private Task<DatabaseLock> TakeAsync(string run) => DatabaseLock.AcquireAsync(
        _archive.Options, "neo4j", new LockHolder(run, "backup", "test", TimeProvider.System.GetUtcNow()), Short, TimeProvider.System, GraphFile.Cancel);
}
