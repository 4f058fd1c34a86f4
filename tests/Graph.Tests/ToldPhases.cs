namespace StreamingTracker.Backup.Graph.Tests;

/// <summary>The phases that an export or import has told of.</summary>
internal sealed class ToldPhases : IProgress<GraphProgress>
{
    public List<string> Phases { get; } = [];

    public void Report(GraphProgress value) => Phases.Add(value.Phase);
}
