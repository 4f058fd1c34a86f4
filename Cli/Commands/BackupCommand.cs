using System.CommandLine;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Cli.Documents;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary><c>stbackup backup</c>: makes a backup.</summary>
internal static class BackupCommand
{
    public static Command Create(CommandRunner runner)
    {
        var note = new Option<string?>("--note") { Description = "What to remember about this backup.", HelpName = "TEXT" };
        var noVerify = new Option<bool>("--no-verify") { Description = "Publish without reading back what was written." };
        var command = new Command("backup", "Back up the database while it runs.") { note, noVerify };
        runner.Run(command, async (context, cancellationToken) =>
        {
            var settings = context.Parsed.GetValue(noVerify) ? context.Settings with { VerifyBackups = false } : context.Settings;
            var operation = new BackupOperation(settings, context.Time);
            var request = new BackupRequest { Note = context.Parsed.GetValue(note) };
            var result = await context.RunAsync(RunKind.Backup, settings, run => operation.RunAsync(request, run, cancellationToken));

            if (context.Json) DocumentWriter.Write(context.Terminal, BackupDocument.Of(result));
            else BackupRenderer.Render(result, context.Terminal);
            return ExitCode.Done;
        });
        return command;
    }
}
