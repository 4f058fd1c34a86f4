using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Cli.Terminals;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>
/// A run's phases below each other, each with a bar where and as long as it was; the bars fill what the window leaves beside the
/// figures. Files and programs get the figures alone.
/// </summary>
internal sealed class Waterfall(RunRecord run)
{
    private const int FewestCells = 10;
    private const int MostCells = 100;

    public void WriteTo(Terminal terminal)
    {
        using var table = new StringWriter();
        Phases().WriteTo(table);
        var lines = table.ToString().TrimEnd().Split(Environment.NewLine);
        var widest = lines.Max(line => line.Length);
        var cells = Math.Min((terminal.OutWidth ?? 0) - widest - 2, MostCells);
        terminal.Out.WriteLine(lines[0]);
        foreach (var (line, phase) in lines.Skip(1).Zip(run.Phases))
            terminal.Out.WriteLine(cells < FewestCells ? line : $"{line.PadRight(widest)}  {Bar(phase, cells)}");
    }

    private PlainTable Phases()
    {
        var table = new PlainTable(1, 2, 3);
        table.Add("Phase", "After", "Duration", "Entities");
        foreach (var phase in run.Phases)
        {
            table.Add(
                phase.Name,
                Figures.Fine(phase.StartedAfter),
                Figures.Fine(phase.Duration),
                phase.Entities == 0 ? "-" : Figures.Count(phase.Entities));
        }

        return table;
    }

    private string Bar(RunRecordPhase phase, int cells)
    {
        var whole = run.Phases.Max(other => other.StartedAfter + other.Duration);
        if (run.Duration > whole) whole = run.Duration;
        if (whole <= TimeSpan.Zero) return "";
        var from = Math.Min((int)(phase.StartedAfter / whole * cells), cells - 1);
        var length = (int)Math.Round(phase.Duration / whole * cells);
        return new string(' ', from) + (length == 0 ? "▏" : new string('█', Math.Min(length, cells - from)));
    }
}
