using Spectre.Console;
using StreamingTracker.Backup.Cli.Terminals;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Spectre's console over standard error, made only where people look at it.</summary>
internal static class Screens
{
    public static IAnsiConsole OfError(Terminal terminal) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
}
