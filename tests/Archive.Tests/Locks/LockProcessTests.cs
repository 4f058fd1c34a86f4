using System.Globalization;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Tests.Processes;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Locks;

public sealed class LockProcessTests : IDisposable
{
    private static readonly TimeSpan Hours = TimeSpan.FromHours(5);

    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task Two_processes_that_compete_200_times_never_both_hold_it()
    {
        await using var group = new ProcessGroup(2, () => OtherProcess.Start(_archive.Options, "compete", "20", "100"));
        await group.GoAsync();
        await group.AllSayAsync("done");
        await using var next = await OtherProcess.TakeAsync(_archive.Options, TestLock.Options, GraphFile.Cancel);
        Assert.Equal(201, next.Token);
    }

    [Fact]
    public async Task What_a_killed_process_held_is_free_at_once_on_the_same_machine()
    {
        await using var holder = await HoldAsync(Hours);
        Assert.NotNull(DatabaseLock.Look(_archive.Options, "neo4j"));
        holder.Kill();
        await holder.WaitForExitAsync(OtherProcess.Limit);
        Assert.Null(DatabaseLock.Look(_archive.Options, "neo4j"));
        var taking = OtherProcess.TakeAsync(_archive.Options, new() { Lease = Hours }, GraphFile.Cancel);
        await using var next = await taking.WaitAsync(OtherProcess.Limit, GraphFile.Cancel);
        Assert.Equal(2, next.Token);
    }

    [Fact]
    public async Task What_a_living_process_holds_is_refused_with_its_name()
    {
        await using var holder = await HoldAsync(TimeSpan.FromSeconds(5));
        var fault = await Assert.ThrowsAsync<LockedException>(
            () => OtherProcess.TakeAsync(_archive.Options, TestLock.Options, GraphFile.Cancel));
        Assert.Equal($"process {holder.Id}", fault.Holder.Process);
        Assert.Contains(fault.Holder.RunId, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_stood_still_past_the_lease_finds_that_another_has_the_lock()
    {
        await using var holder = await HoldAsync(Hours);
        await holder.TellAsync("?");
        await holder.SaysAsync("still held");
        holder.Pause();

        var time = new SteppedTime();
        var taking = _archive.TakeAsync("b", time: time);
        await time.StepAsync(Hours - TimeSpan.FromSeconds(1), taking);
        Assert.False(taking.IsCompleted);
        await time.StepAsync(TimeSpan.FromSeconds(1), taking);
        await using var next = await taking;

        holder.Resume();
        await holder.TellAsync("?");
        await holder.SaysAsync("lost: The lock of the database was lost: the backup b has taken it");
        next.DemandHeld();
        holder.Input.Close();
        Assert.Equal(0, await holder.WaitForExitAsync(OtherProcess.Limit));
        next.DemandHeld();
    }

    private async Task<RunningProcess> HoldAsync(TimeSpan lease)
    {
        var holder = OtherProcess.Start(_archive.Options, "hold", lease.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        await holder.SaysAsync("held");
        return holder;
    }
}
