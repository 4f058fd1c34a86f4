using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Runner.Events;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Runner.Tests.Events;

public sealed class ProgressStreamTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly List<RunProgressed> _sent = [];

    [Fact]
    public async Task Beginnings_and_ends_are_all_sent_and_between_them_one_each_half_second()
    {
        await using (var stream = Stream(Send))
        {
            stream.Report(new("one", false, 0, 100, default));
            for (var entities = 1; entities <= 10; entities++)
            {
                stream.Report(new("one", false, entities, 100, default));
                await SentAsync(1 + (entities + 3) / 4);
                _time.Advance(TimeSpan.FromMilliseconds(130));
            }

            stream.Report(new("one", true, 10, 100, default));
            stream.Report(new("two", false, 0, 0, default));
        }

        Assert.Equal(
            [("one", false, 0), ("one", false, 1), ("one", false, 5), ("one", false, 9), ("one", true, 10), ("two", false, 0)],
            _sent.Select(told => (told.Phase, told.Ended, told.Entities)));
        Assert.Equal(_sent.Select(told => told.Sequence).Order().Distinct(), _sent.Select(told => told.Sequence));
    }

    [Fact]
    public async Task While_the_bus_is_slow_newer_progress_takes_the_place_of_older_and_the_run_is_not_held_up()
    {
        var slow = new TaskCompletionSource();
        await using (var stream = Stream(async told =>
        {
            await slow.Task;
            return await Send(told);
        }))
        {
            stream.Report(new("one", false, 0, 0, default));
            for (var entities = 1; entities <= 1000; entities++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                stream.Report(new("one", false, entities, 0, default));
            }

            stream.Report(new("one", true, 1000, 0, default));
            slow.SetResult();
        }

        Assert.Equal([0, 1000, 1000], _sent.Select(told => told.Entities));
    }

    [Fact]
    public async Task What_waits_is_bounded_and_the_end_of_a_run_does_not_wait_for_a_bus_that_never_takes_anything()
    {
        var never = new TaskCompletionSource<bool>();
        var stream = Stream(told => never.Task);
        for (var phase = 0; phase < 1000; phase++) stream.Report(new($"phase {phase}", false, 0, 0, default));

        var ending = stream.DisposeAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(2));
        never.SetResult(false);

        await ending.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private ProgressStream Stream(Func<RunProgressed, Task<bool>> send) => new("run", RunKind.Backup, _time, send);

    private Task<bool> Send(RunProgressed told)
    {
        lock (_sent) _sent.Add(told);
        return Task.FromResult(true);
    }

    private Task SentAsync(int count) => Eventually.HoldsAsync(
        () =>
        {
            lock (_sent) return _sent.Count >= count;
        },
        TimeSpan.FromSeconds(30));
}
