using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Says whether a backup is sound.</summary>
internal static class VerifyRenderer
{
    public static void Render(VerifyOutcome outcome, Terminal terminal)
    {
        var name = Printable.Text(outcome.Backup.Name);
        if (outcome.Failure is { } failure)
        {
            terminal.Out.WriteLine($"{name}: {(outcome.IsRead ? "NOT SOUND" : "COULD NOT BE READ")}");
            terminal.Out.Flush();
            FailureRenderer.Render(failure, terminal);
            RenderNotRecorded(outcome, terminal);
            return;
        }

        var sound = outcome.Sound!;
        terminal.Out.WriteLine($"{name}: sound, {Figures.Graph(sound.Counts)}{(outcome.IsRestored ? ", restored and equal" : "")}");
        foreach (var loss in sound.Losses) terminal.Out.WriteLine($"  Note: {Printable.Text(loss)}");
        RenderNotRecorded(outcome, terminal);
    }

    private static void RenderNotRecorded(VerifyOutcome outcome, Terminal terminal)
    {
        if (outcome.NotRecorded is { } why) terminal.Out.WriteLine($"  Note: The archive will not remember this. {Printable.Text(why)}");
    }
}
