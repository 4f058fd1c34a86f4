using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Disks;

/// <summary>
/// A fault at one call of the disk after another, until the run has fewer: once or from then on, as a full disk or a broken one. By
/// default at some of them; at all where a long run is wanted (see <see cref="LongRun"/>).
/// </summary>
internal static class DiskFaultRounds
{
    public static TheoryData<DiskFault, bool> Faults => new()
    {
        { DiskFault.Full, false },
        { DiskFault.Full, true },
        { DiskFault.InputOutput, false },
        { DiskFault.InputOutput, true },
    };

    /// <param name="fault">How the disk fails.</param>
    /// <param name="andEverAfter">Whether it goes on failing.</param>
    /// <param name="stride">How many calls on the next fault is, by default.</param>
    /// <param name="round">Does it, and says how it came out.</param>
    /// <returns>How often it came out how.</returns>
    public static async Task<Dictionary<string, int>> TryAsync(
        DiskFault fault, bool andEverAfter, int stride, Func<FailingOperations, Task<string>> round)
    {
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        // A full disk fails at about half of the calls. Each kind of fault begins at another call, so that together they meet more of them.
        var step = LongRun.IsAsked ? 1 : fault == DiskFault.Full ? (stride + 1) / 2 : stride;
        for (var call = ((fault == DiskFault.Full ? 0 : 2) + (andEverAfter ? 1 : 0)) * step / 4; ; call += step)
        {
            var disk = new FailingOperations(call, andEverAfter, fault);
            string cameOut;
            try
            {
                cameOut = await round(disk);
            }
            catch (Exception e) when (disk.Failures > 0)
            {
                throw new InvalidOperationException($"After {disk.FirstFailure}", e);
            }
            if (disk.Failures == 0)
            {
                var counted = string.Join(", ", outcomes.Select(outcome => $"{outcome.Key} {outcome.Value}"));
                TestContext.Current.TestOutputHelper?.WriteLine($"{fault}{(andEverAfter ? " for ever" : " once")}: {disk.Calls} calls, {counted}");
                return outcomes;
            }
            outcomes[cameOut] = outcomes.GetValueOrDefault(cameOut) + 1;
        }
    }
}
