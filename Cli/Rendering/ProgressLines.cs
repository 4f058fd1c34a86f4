using System.Globalization;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Progress for files and programs: one plain line a phase, when it has ended.</summary>
internal sealed class ProgressLines(TextWriter writer) : IProgress<RunProgress>
{
    public void Report(RunProgress value)
    {
        if (value.Ended) writer.WriteLine(Line(value));
    }

    /// <summary>What is said of a phase, such as <c>export.nodes: 300,000 in 1.2 s (250,000/s)</c>.</summary>
    public static string Line(RunProgress value)
    {
        var seconds = value.Elapsed.TotalSeconds;
        var rate = seconds >= 0.1 ? string.Create(CultureInfo.InvariantCulture, $" ({value.Entities / seconds:N0}/s)") : "";
        return value.Entities > 0
            ? $"{value.Phase}: {Figures.Count(value.Entities)} in {Figures.Duration(value.Elapsed)}{rate}"
            : $"{value.Phase}: {Figures.Duration(value.Elapsed)}";
    }
}
