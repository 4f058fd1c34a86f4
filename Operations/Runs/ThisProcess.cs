namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>What this process is called where people read who did or holds something.</summary>
public static class ThisProcess
{
    /// <summary>Machine and process id.</summary>
    public static string Name { get; } = $"{Environment.MachineName}, process {Environment.ProcessId}";
}
