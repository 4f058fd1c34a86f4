using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations.Tests;

/// <summary>Does something when a phase of that name begins, and each time it tells how far it is, before the run goes on.</summary>
internal sealed class AtPhase(string phase, Action action) : IProgress<RunProgress>
{
    public void Report(RunProgress value)
    {
        if (value.Phase == phase && !value.Ended) action();
    }
}
