using System.CommandLine;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Cli.Documents;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary><c>stbackup backup</c>: makes a backup.</summary>
internal static class BackupCommand
{
    public static Command Create(CommandRunner runner)
    {
        var note = new Option<string?>("--note") { Description = "What to remember about this backup.", HelpName = "TEXT" };
        var exact = new Option<bool>("--exact") { Description = "Fail rather than publish a fuzzy backup, if the database is written to meanwhile." };
        var noVerify = new Option<bool>("--no-verify") { Description = "Publish without reading back what was written." };
        var command = new Command("backup", "Back up the database while it runs.") { note, exact, noVerify };
        runner.Run(command, async (context, cancellationToken) =>
        {
            var settings = context.Settings;
            if (context.Parsed.GetValue(noVerify)) settings = settings with { VerifyBackups = false };
            if (context.Parsed.GetValue(exact)) settings = settings with { Consistency = settings.Consistency with { Demand = ConsistencyDemand.Exact } };
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
