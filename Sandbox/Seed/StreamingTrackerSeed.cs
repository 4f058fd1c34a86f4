using StreamingTracker.Backup.Sandbox.Store;

namespace StreamingTracker.Backup.Sandbox.Seed;

/// <summary>Plants the small Streaming Tracker graph.</summary>
internal static class StreamingTrackerSeed
{
    public static void Plant(GraphStore store) => throw new NotImplementedException();
}
