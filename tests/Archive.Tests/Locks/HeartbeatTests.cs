using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Locks;

public sealed class HeartbeatTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Beat = TestLock.Options.Lease / 10;

    private readonly TestArchive _archive = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task A_holder_that_lives_changes_its_file_and_keeps_the_lock_for_as_long_as_it_likes()
    {
        await using var held = await _archive.TakeAsync("a", time: _time);
        for (var beat = 1; beat <= 20; beat++) await BeatAsync(beat);
        held.DemandHeld();
        Assert.False(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_holder_that_cannot_write_gives_itself_up_after_two_thirds_of_the_lease()
    {
        var failing = new FailingOperations(await CallsAsync(), andEverAfter: true);
        await using var held = await _archive.TakeAsync("a", time: _time, disk: failing);
        _time.Advance((TestLock.Options.Lease * 2 / 3) - TimeSpan.FromMilliseconds(1));
        Assert.False(held.Lost.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(held.Lost.IsCancellationRequested);
        Assert.Contains("not renewed for 20 s", Assert.Throws<LockLostException>(held.DemandHeld).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heartbeat_that_fails_once_costs_nothing()
    {
        var failing = new FailingOperations(await CallsAsync());
        await using var held = await _archive.TakeAsync("a", time: _time, disk: failing);
        var calls = failing.Calls;
        _time.Advance(Beat);
        await Eventually.HoldsAsync(() => failing.Calls > calls, Limit);
        for (var beat = 1; beat <= 10; beat++) await BeatAsync(beat);
        held.DemandHeld();
    }

    [Fact]
    public async Task A_holder_whose_lock_was_taken_is_told_at_its_next_heartbeat_and_leaves_the_other_alone()
    {
        await using (var held = await _archive.TakeAsync("a", time: _time))
        {
            await _archive.WriteAsync(2, TestLock.Foreign("b"));
            _time.Advance(Beat);
            await Eventually.HoldsAsync(() => held.Lost.IsCancellationRequested, Limit);
            var fault = Assert.Throws<LockLostException>(held.DemandHeld);
            Assert.Contains("the backup b has taken it", fault.Message, StringComparison.Ordinal);
        }
        Assert.Equal("b", DatabaseLock.Look(_archive.Options, "neo4j")?.RunId);
    }

    private Task BeatAsync(long beat)
    {
        _time.Advance(Beat);
        return Eventually.HoldsAsync(() => _archive.Read(1)?.Beat == beat, Limit);
    }

    private async Task<int> CallsAsync()
    {
        var counting = new FailingOperations(failAt: -1);
        using var archive = new TestArchive();
        await using var held = await archive.TakeAsync("a", time: _time, disk: counting);
        return counting.Calls;
    }
}
