namespace StreamingTracker.Backup.Server.Api;

/// <summary>Who asks, as the workers and their records are told.</summary>
internal static class Requester
{
    public static string Name { get; } = $"HTTP API on {Environment.MachineName}";
}
