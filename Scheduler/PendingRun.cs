using StreamingTracker.Backup.Operations.Schedules;

namespace StreamingTracker.Backup.Scheduler;

/// <summary>A run that is due and that the archive does not know yet.</summary>
/// <param name="Due">The time that was due.</param>
/// <param name="RunId">The run.</param>
internal sealed record PendingRun(ScheduledTime Due, string RunId)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>How often it was asked for.</summary>
    public int Tries { get; private init; }

    /// <summary>Whether the last time it was asked for went well, so that a worker is to be waited for.</summary>
    public bool Asked { get; private init; }

    private long LastTry { get; init; }

    /// <summary>The run after it was asked for once more.</summary>
    public PendingRun Tried(bool asked, TimeProvider time) => this with { Tries = Tries + 1, Asked = asked, LastTry = time.GetTimestamp() };

    /// <summary>How long until it is tried again: 10 seconds after the first time, then twice as long each time, up to 10 minutes.</summary>
    public TimeSpan Pause(TimeProvider time)
    {
        if (Tries == 0) return TimeSpan.Zero;
        var pause = FirstPause * Math.Pow(2, Math.Min(Tries - 1, 10));
        var left = (pause < LongestPause ? pause : LongestPause) - time.GetElapsedTime(LastTry);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
