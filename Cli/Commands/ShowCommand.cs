using System.CommandLine;
using StreamingTracker.Backup.Cli.Documents;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary><c>stbackup show</c>: says what a backup says of itself.</summary>
internal static class ShowCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = new Argument<string>("BACKUP") { Description = "The backup's name, or its number in the list." };
        var command = new Command("show", "Show what a backup holds.") { name };
        runner.Run(command, (context, _) =>
        {
            var settings = context.ArchiveSettings;
            var backup = new ListOperation(settings, context.Time).Find(context.Parsed.GetRequiredValue(name));

            if (context.Json) DocumentWriter.Write(context.Terminal, ShownDocument.Of(backup));
            else ShowRenderer.Render(backup, settings.Archive, context.Terminal);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
