using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Locks;

/// <summary>A clock that moves when told to, and tells when somebody waits for it again.</summary>
internal sealed class SteppedTime : FakeTimeProvider
{
    private int _timers;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _timers);
        return timer;
    }

    /// <summary>Moves on, and waits until whoever waited has looked and waits again, or is done.</summary>
    public async Task StepAsync(TimeSpan step, Task waiting)
    {
        var before = Volatile.Read(ref _timers);
        Advance(step);
        await Eventually.HoldsAsync(() => Volatile.Read(ref _timers) > before || waiting.IsCompleted, TimeSpan.FromSeconds(60));
    }
}
