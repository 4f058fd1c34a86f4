using Spectre.Console;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Cli.Documents;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>
/// Says what went wrong and what can be done: to people on standard error, and with <c>--json</c> also as the one document on
/// standard output, so that a script finds either a result or an error there.
/// </summary>
internal static class FailureRenderer
{
    public static ExitCode Render(Exception exception, Terminal terminal, bool json, bool verbose)
    {
        var failure = FailureMap.Explain(exception);
        Render(failure, terminal);
        if (verbose) terminal.Error.WriteLine(exception);
        if (json) RenderDocument(failure, terminal);
        return failure.ExitCode;
    }

    public static void Render(Failure failure, Terminal terminal)
    {
        Say(terminal, "Error", Color.Red, failure.Message);
        Say(terminal, "Remedy", Color.Yellow, failure.Remedy);
    }

    /// <summary>Says which restores are in the way of other things, though not of this one.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="database">Restores into this database alone; null for all.</param>
    /// <param name="terminal">Where.</param>
    public static void WarnOfUnfinishedRestores(BackupArchiveOptions archive, string? database, Terminal terminal)
    {
        foreach (var unfinished in UnfinishedRestores.Find(archive, database))
        {
            Say(terminal, "Warning", Color.Yellow, unfinished.Message);
            Say(terminal, "Remedy", Color.Yellow, unfinished.Remedy);
        }
    }

    private static void RenderDocument(Failure failure, Terminal terminal)
    {
        try
        {
            DocumentWriter.Write(terminal, new FailureDocument(ErrorDocument.Of(failure)));
        }
        catch (OutputException)
        {
            // Nobody reads standard output; standard error and the exit code have said it.
        }
    }

    private static void Say(Terminal terminal, string title, Color color, string text)
    {
        var lines = text.Split('\n').Select(Printable.Text);
        if (terminal.ErrorIsTerminal) Screens.OfError(terminal).Write(new Text($"{title}: ", color));
        else terminal.Error.Write($"{title}: ");
        terminal.Error.WriteLine(string.Join(Environment.NewLine + "  ", lines));
    }
}
