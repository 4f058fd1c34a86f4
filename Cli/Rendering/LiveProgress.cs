using Spectre.Console;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Progress for people: a line for each phase that has ended, and below them how far the current one is.</summary>
internal sealed class LiveProgress : IProgress<RunProgress>
{
    private readonly IAnsiConsole _screen;
    private readonly StatusContext _status;

    private LiveProgress(IAnsiConsole screen, StatusContext status) => (_screen, _status) = (screen, status);

    public static Task<T> ShowAsync<T>(Terminal terminal, Func<IProgress<RunProgress>, Task<T>> run)
    {
        var screen = Screens.OfError(terminal);
        return screen.Status().StartAsync("begin", status => run(new LiveProgress(screen, status)));
    }

    public void Report(RunProgress value)
    {
        var line = Markup.Escape(ProgressLines.Line(value));
        if (value.Ended) _screen.MarkupLine($"[green]✓[/] {line}");
        else _status.Status(line);
    }
}
