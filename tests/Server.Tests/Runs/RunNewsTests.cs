using System.Threading.Channels;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Server.Runs;

namespace StreamingTracker.Backup.Server.Tests.Runs;

/// <summary>Passing on what is heard.</summary>
public sealed class RunNewsTests
{
    private readonly RunNews _news = new();

    [Fact]
    public async Task A_listener_hears_its_run_alone_in_order()
    {
        using var listener = _news.Listen("a");

        foreach (var (run, sequence) in new[] { ("a", 1), ("b", 1), ("a", 2) }) _news.Tell(Progress(run, sequence));

        Assert.Equal((1, 2), (await NextAsync(listener), await NextAsync(listener)));
        Assert.Null(await listener.NextAsync(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_listener_that_does_not_keep_up_is_cut_off_and_disturbs_nobody()
    {
        using var slow = _news.Listen();
        using var other = _news.Listen();

        for (var i = 1; i <= RunListener.MostWaiting + 1; i++)
        {
            _news.Tell(Progress("a", i));
            Assert.Equal(i, await NextAsync(other));
        }

        var cutOff = new TaskCompletionSource();
        slow.CutOff.Register(cutOff.SetResult);
        await cutOff.Task.WaitAsync(RunningServer.Limit, TestContext.Current.CancellationToken);
        for (var i = 1; i <= RunListener.MostWaiting; i++) Assert.Equal(i, await NextAsync(slow));
        await Assert.ThrowsAsync<ChannelClosedException>(() => NextAsync(slow));
    }

    [Fact]
    public void Progress_is_remembered_until_the_outcome_and_for_a_few_runs_alone()
    {
        for (var i = 0; i < 100; i++) _news.Tell(Progress($"run {i}", 1));
        _news.Tell(new BackupFailed { RunId = "run 99", Kind = "backup", At = DateTimeOffset.UnixEpoch, Failure = new("x", "y", "z") });

        Assert.Equal(15, Enumerable.Range(0, 100).Count(i => _news.Progress($"run {i}") is not null));
        Assert.Null(_news.Progress("run 99"));
    }

    private static async Task<long> NextAsync(RunListener listener) => Assert.IsType<RunProgressed>(
        await listener.NextAsync(RunningServer.Limit, TimeProvider.System, TestContext.Current.CancellationToken)).Sequence;

    private static RunProgressed Progress(string run, long sequence) => new()
    {
        RunId = run,
        Kind = "backup",
        At = DateTimeOffset.UnixEpoch.AddSeconds(sequence),
        Sequence = sequence,
        Phase = "verify",
        Ended = false,
        Entities = 0,
        Expected = 0,
        ElapsedSeconds = 0,
    };
}
