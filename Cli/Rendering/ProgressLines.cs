using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Progress for files and programs: one plain line a phase, when it has ended.</summary>
internal sealed class ProgressLines(TextWriter writer) : IProgress<RunProgress>
{
    public void Report(RunProgress value)
    {
        if (value.Ended) writer.WriteLine(Line(value));
    }

    /// <summary>
    /// What is said of a phase, such as <c>export.nodes: 300,000 in 1.2 s (250,000/s)</c>, or while it lasts <c>20,000 of 300,000</c>.
    /// </summary>
    public static string Line(RunProgress value)
    {
        if (value.Entities == 0) return value.Ended ? $"{value.Phase}: {Figures.Duration(value.Elapsed)}" : value.Phase;
        var seconds = value.Elapsed.TotalSeconds;
        var rate = seconds >= 0.1 ? $" ({Figures.Count((long)(value.Entities / seconds))}/s)" : "";
        var expected = !value.Ended && value.Expected > 0 ? $" of {Figures.Count(value.Expected)}" : "";
        return $"{value.Phase}: {Figures.Count(value.Entities)}{expected} in {Figures.Duration(value.Elapsed)}{rate}";
    }
}
