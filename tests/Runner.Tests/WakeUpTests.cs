namespace StreamingTracker.Backup.Runner.Tests;

public sealed class WakeUpTests
{
    private readonly WakeUp _wakeUp = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_ring_wakes_all_who_waited_before_it_and_none_who_wait_after()
    {
        var (one, other) = (_wakeUp.Next, _wakeUp.Next);

        _wakeUp.Ring();

        Assert.True(one.IsCompleted && other.IsCompleted);
        Assert.False(_wakeUp.Next.IsCompleted);
    }

    /// <summary>Whoever takes the bell before the look hears of everything that came after the look.</summary>
    [Fact]
    public async Task Of_many_rings_at_once_none_is_missed()
    {
        const int Rings = 20_000, Ringers = 4;
        int there = 0, seen = 0;

        async Task LookAsync()
        {
            while (seen < Rings * Ringers)
            {
                var woken = _wakeUp.Next;
                var now = Volatile.Read(ref there);
                if (now == seen) await woken;
                seen = now;
            }
        }

        void RingOften()
        {
            for (var i = 0; i < Rings; i++)
            {
                Interlocked.Increment(ref there);
                _wakeUp.Ring();
            }
        }

        var looking = Task.Run(LookAsync, Cancellation);
        await Task.WhenAll(Enumerable.Range(0, Ringers).Select(_ => Task.Run(RingOften, Cancellation)));

        await looking.WaitAsync(TestRunner.Limit, Cancellation);
        Assert.Equal(Rings * Ringers, seen);
    }
}
