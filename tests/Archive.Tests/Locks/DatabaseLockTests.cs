using StreamingTracker.Backup.Archive.Locks;

namespace StreamingTracker.Backup.Archive.Tests.Locks;

public sealed class DatabaseLockTests : IDisposable
{
    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task What_one_holds_another_gets_when_it_is_given_back()
    {
        var holder = await _archive.TakeAsync("a", options: new() { Lease = TimeSpan.FromSeconds(5) });
        var fault = await Assert.ThrowsAsync<LockedException>(() => _archive.TakeAsync("b"));
        Assert.Equal(holder.Holder, fault.Holder);
        Assert.Equal("The backup a holds the lock of the database since 2026-01-19 22:23:49 UTC (a test)", fault.Message);
        await holder.DisposeAsync();
        await holder.DisposeAsync();
        await using var next = await _archive.TakeAsync("b");
        Assert.Equal("b", next.Holder.RunId);
    }

    [Fact]
    public async Task Tokens_ascend_and_only_the_last_file_stays()
    {
        for (var token = 1; token <= 3; token++)
        {
            await using var held = await _archive.TakeAsync("a");
            Assert.Equal(token, held.Token);
            held.DemandHeld();
            Assert.Equal([$"streaming-tracker@neo4j.{token}"], _archive.Files());
        }
    }

    [Fact]
    public async Task Databases_and_archives_of_another_name_have_locks_of_their_own()
    {
        await using var first = await _archive.TakeAsync("a");
        await using var second = await _archive.TakeAsync("b", database: "neo4j.1");
        var other = _archive.Options with { Name = "other" };
        await using var third = await DatabaseLock.AcquireAsync(
            other, "neo4j", TestLock.Holder("c"), TestLock.Options, TimeProvider.System, GraphFile.Cancel);
        Assert.Equal((1, 1, 1), (first.Token, second.Token, third.Token));
        foreach (var held in (DatabaseLock[])[first, second, third]) held.DemandHeld();
    }

    [Fact]
    public async Task One_look_tells_who_holds_it()
    {
        Assert.Null(DatabaseLock.Look(_archive.Options, null));
        Assert.False(Directory.Exists(_archive.Options.Directory));
        await using (var held = await _archive.TakeAsync("a", database: "Neo4j"))
        {
            Assert.Equal(held.Holder, DatabaseLock.Look(_archive.Options, "neo4j"));
            Assert.Equal(held.Holder, DatabaseLock.Look(_archive.Options, null));
            Assert.Null(DatabaseLock.Look(_archive.Options, "other"));
            Assert.Null(DatabaseLock.Look(_archive.Options with { Name = "other" }, null));
        }
        Assert.Null(DatabaseLock.Look(_archive.Options, "neo4j"));
        await _archive.WriteAsync(9, TestLock.Foreign("b"));
        Assert.Equal("b", DatabaseLock.Look(_archive.Options, null)?.RunId);
    }

    [Fact]
    public async Task A_holder_whose_lock_was_taken_is_told_by_whom()
    {
        await using var held = await _archive.TakeAsync("a");
        await _archive.WriteAsync(2, TestLock.Foreign("b"));
        Assert.Contains("the backup b has taken it", Assert.Throws<LockLostException>(held.DemandHeld).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_holder_whose_file_was_removed_holds_nothing_even_when_another_has_made_it_anew()
    {
        await using var held = await _archive.TakeAsync("a");
        File.Delete(_archive.FileOf(1));
        Assert.Contains("was removed", Assert.Throws<LockLostException>(held.DemandHeld).Message, StringComparison.Ordinal);
        await using var other = await _archive.TakeAsync("b");
        Assert.Equal(held.Token, other.Token);
        Assert.Contains("the backup b has taken it", Assert.Throws<LockLostException>(held.DemandHeld).Message, StringComparison.Ordinal);
        other.DemandHeld();
    }

    [Fact]
    public async Task Given_back_it_can_be_used_no_more()
    {
        var held = await _archive.TakeAsync("a");
        await held.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(held.DemandHeld);
        Assert.False(held.Lost.IsCancellationRequested);
    }

    /// <summary>On this machine the closed file is enough; others can't see that.</summary>
    [Fact]
    public async Task Given_back_its_file_says_so_to_other_machines()
    {
        var held = await _archive.TakeAsync("a");
        Assert.Equal(LockRecord.Held, _archive.Read(1)?.State);
        await held.DisposeAsync();
        Assert.Equal(LockRecord.Free, _archive.Read(1)?.State);
    }

    [Fact]
    public Task A_lease_too_short_to_keep_is_a_mistake_of_the_caller() => Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => _archive.TakeAsync("a", options: new() { Lease = TimeSpan.FromSeconds(0.9) }));
}
