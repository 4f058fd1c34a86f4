using System.Globalization;

namespace StreamingTracker.Backup.TestKit;

/// <summary>What this process holds, found by looking at the whole of it: no other test may run meanwhile. Only on Linux.</summary>
/// <param name="SmallObjectBytes">The objects of less than 85,000 bytes that are left when everything that can be was collected.</param>
/// <param name="LargeObjectBytes">The others. The runtime keeps the arrays that were lent out, for each thread one of each size, for the next to borrow.</param>
/// <param name="PrivateBytes">The memory in use that it shares with no other process, all of these objects included.</param>
/// <param name="Descriptors">Open files, sockets and pipes.</param>
/// <param name="Threads">Its threads.</param>
public sealed record ProcessFootprint(long SmallObjectBytes, long LargeObjectBytes, long PrivateBytes, int Descriptors, int Threads)
{
    // Behind the generations 0 to 2; pinned objects come last.
    private const int LargeObjects = 3;

    public static ProcessFootprint Take()
    {
        // The first collection finds what has a finalizer, the second what that held.
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        var generations = GC.GetGCMemoryInfo(GCKind.FullBlocking).GenerationInfo;
        return new(
            Live(generations[..LargeObjects]),
            Live(generations[LargeObjects..]),
            File.ReadLines("/proc/self/smaps_rollup").Where(line => line.StartsWith("Private_", StringComparison.Ordinal)).Sum(Bytes),
            Directory.GetFileSystemEntries("/proc/self/fd").Length,
            Directory.GetFileSystemEntries("/proc/self/task").Length);
    }

    private static long Live(ReadOnlySpan<GCGenerationInfo> generations)
    {
        var bytes = 0L;
        foreach (var generation in generations) bytes += generation.SizeAfterBytes - generation.FragmentationAfterBytes;
        return bytes;
    }

    // Such as "Private_Dirty:     1234 kB".
    private static long Bytes(string line) =>
        1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
