using System.Text;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Locks;

/// <summary>How a holder on another machine is judged: by what is seen to change, on the own clock alone.</summary>
public sealed class LockJudgementTests : IDisposable
{
    private static readonly TimeSpan Step = TestLock.Options.Lease / 30;

    private readonly TestArchive _archive = new();
    private readonly SteppedTime _time = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task One_that_gave_it_back_is_followed_at_once()
    {
        await _archive.WriteAsync(7, TestLock.Foreign("gone", state: LockRecord.Free));
        await using var held = await _archive.TakeAsync("a", time: _time);
        Assert.Equal(8, held.Token);
    }

    [Fact]
    public async Task One_that_shows_no_life_for_the_lease_is_followed_and_not_before()
    {
        await _archive.WriteAsync(7, TestLock.Foreign("dead"));
        var taking = _archive.TakeAsync("a", time: _time);
        for (var step = 1; step < 30; step++)
        {
            await _time.StepAsync(Step, taking);
            Assert.False(taking.IsCompleted);
        }
        await _time.StepAsync(Step, taking);
        await using var held = await taking;
        Assert.Equal(8, held.Token);
    }

    [Fact]
    public async Task A_holder_with_a_longer_lease_is_given_its_own()
    {
        await _archive.WriteAsync(7, TestLock.Foreign("slow") with { Lease = 2 * TestLock.Options.Lease });
        var taking = _archive.TakeAsync("a", time: _time);
        await _time.StepAsync((2 * TestLock.Options.Lease) - Step, taking);
        Assert.False(taking.IsCompleted);
        await _time.StepAsync(Step, taking);
        await (await taking).DisposeAsync();
    }

    /// <summary>Its maker was ended in the moment between making and writing it, or is that slow.</summary>
    [Fact]
    public async Task One_that_was_made_and_is_not_written_is_waited_for_no_longer_than_a_heartbeat()
    {
        await _archive.WriteAsync(7, []);
        var taking = _archive.TakeAsync("a", time: _time);
        await _time.StepAsync(2 * Step, taking);
        Assert.False(taking.IsCompleted);
        await _time.StepAsync(Step, taking);
        await using var held = await taking;
        Assert.Equal(8, held.Token);
        Assert.Equal(["streaming-tracker@neo4j.8"], _archive.Files());
    }

    [Fact]
    public async Task One_that_is_written_at_the_last_moment_is_its_makers()
    {
        await _archive.WriteAsync(7, []);
        var late = new FailingOperations(failAt: -1)
        {
            Before = (operation, _) =>
            {
                if (operation == "Create") File.WriteAllBytes(_archive.FileOf(7), TestLock.Foreign("other").ToBytes());
            },
        };
        var taking = _archive.TakeAsync("a", time: _time, disk: late);
        await _time.StepAsync(3 * Step, taking);
        Assert.Equal("other", (await Assert.ThrowsAsync<LockedException>(() => taking)).Holder.RunId);
        Assert.Equal(["streaming-tracker@neo4j.7"], _archive.Files());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    public async Task A_file_that_says_nothing_is_judged_by_the_lease_as_well(string text)
    {
        await _archive.WriteAsync(7, Encoding.UTF8.GetBytes(text));
        var taking = _archive.TakeAsync("a", time: _time);
        await _time.StepAsync(TestLock.Options.Lease - Step, taking);
        Assert.False(taking.IsCompleted);
        await _time.StepAsync(Step, taking);
        await using var held = await taking;
        Assert.Equal(8, held.Token);
    }

    /// <summary>Its clock may be hours off: what it says of the time is for people.</summary>
    [Fact]
    public async Task One_whose_heartbeat_changes_lives()
    {
        await _archive.WriteAsync(7, TestLock.Foreign("alive"));
        var taking = _archive.TakeAsync("a", time: _time);
        await _time.StepAsync(TestLock.Options.Lease - Step, taking);
        await _archive.WriteAsync(7, TestLock.Foreign("alive", beat: 1));
        await _time.StepAsync(2 * Step, taking);
        Assert.Equal("alive", (await Assert.ThrowsAsync<LockedException>(() => taking)).Holder.RunId);
        Assert.Equal(["streaming-tracker@neo4j.7"], _archive.Files());
    }

    [Fact]
    public async Task A_new_holder_is_watched_anew()
    {
        await _archive.WriteAsync(7, TestLock.Foreign("first"));
        var taking = _archive.TakeAsync("a", time: _time);
        await _time.StepAsync(TestLock.Options.Lease - Step, taking);
        await _archive.WriteAsync(8, TestLock.Foreign("second"));
        await _time.StepAsync(Step, taking);
        await _time.StepAsync(TestLock.Options.Lease - Step, taking);
        Assert.False(taking.IsCompleted);
        await _time.StepAsync(Step, taking);
        await using var held = await taking;
        Assert.Equal(9, held.Token);
    }

    [Fact]
    public async Task Where_locks_of_files_mean_nothing_a_closed_file_is_no_sign_of_death()
    {
        await _archive.WriteAsync(7, TestLock.Foreign("alive") with { Machine = ThisMachine.Id, LocksWork = false });
        var taking = _archive.TakeAsync("a", time: _time);
        await _time.StepAsync(TestLock.Options.Lease - Step, taking);
        Assert.False(taking.IsCompleted);
        Assert.Equal("alive", DatabaseLock.Look(_archive.Options, "neo4j")?.RunId);
        await _time.StepAsync(Step, taking);
        await (await taking).DisposeAsync();
    }

    [Fact]
    public async Task One_of_this_machine_whose_file_is_closed_is_followed_at_once()
    {
        await _archive.WriteAsync(7, TestLock.Foreign("killed") with { Machine = ThisMachine.Id });
        Assert.Null(DatabaseLock.Look(_archive.Options, "neo4j"));
        await using var held = await _archive.TakeAsync("a", time: _time);
        Assert.Equal(8, held.Token);
    }

    /// <summary>Between its look and its taking others have come and gone, so that the number it wants is free again.</summary>
    [Fact]
    public async Task One_that_comes_late_finds_the_higher_number_and_withdraws()
    {
        await _archive.WriteAsync(1, TestLock.Foreign("first", state: LockRecord.Free));
        var late = new FailingOperations(failAt: -1)
        {
            Before = (operation, _) =>
            {
                if (operation == "Create") File.WriteAllBytes(_archive.FileOf(9), TestLock.Foreign("other").ToBytes());
            },
        };
        var taking = _archive.TakeAsync("a", time: _time, disk: late);
        await _time.StepAsync(Step, taking);
        Assert.False(taking.IsCompleted);
        Assert.Equal(["streaming-tracker@neo4j.1", "streaming-tracker@neo4j.9"], _archive.Files());
        await _archive.WriteAsync(9, TestLock.Foreign("other", beat: 1));
        await _time.StepAsync(Step, taking);
        Assert.Equal("other", (await Assert.ThrowsAsync<LockedException>(() => taking)).Holder.RunId);
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        await _archive.WriteAsync(7, TestLock.Foreign("dead"));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(GraphFile.Cancel);
        var taking = DatabaseLock.AcquireAsync(_archive.Options, "neo4j", TestLock.Holder("a"), TestLock.Options, _time, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
        Assert.Equal(["streaming-tracker@neo4j.7"], _archive.Files());
    }
}
