namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>The progress of a run within a run: its phases are <c>prefix.phase</c>.</summary>
internal sealed class PrefixedProgress(string prefix, IProgress<RunProgress> outer) : IProgress<RunProgress>
{
    public void Report(RunProgress value) => outer.Report(value with { Phase = $"{prefix}.{value.Phase}" });
}
