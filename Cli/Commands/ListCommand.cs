using System.CommandLine;
using StreamingTracker.Backup.Cli.Documents;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary><c>stbackup list</c>: says what is in the archive.</summary>
internal static class ListCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("list", "List the backups, newest first.");
        runner.Run(command, (context, _) =>
        {
            var settings = context.ArchiveSettings;
            var backups = new ListOperation(settings, context.Time).List();

            if (context.Json) DocumentWriter.Write(context.Terminal, ListedDocument.Of(backups));
            else ListRenderer.Render(backups, settings.Archive, context.Terminal);
            FailureRenderer.WarnOfUnfinishedRestores(settings.Archive, database: null, context.Terminal);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
