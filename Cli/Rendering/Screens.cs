using Spectre.Console;
using StreamingTracker.Backup.Cli.Terminals;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Spectre's consoles over a terminal's writers: colours and the window's width for people, neither for files and programs.</summary>
internal static class Screens
{
    // Wide enough that no line is ever broken for a program.
    private const int Unbroken = 100_000;

    public static IAnsiConsole OfOutput(Terminal terminal) => Create(terminal.Out, terminal.OutIsTerminal);

    public static IAnsiConsole OfError(Terminal terminal) => Create(terminal.Error, terminal.ErrorIsTerminal);

    private static IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isTerminal) console.Profile.Width = Unbroken;
        return console;
    }
}
