using System.CommandLine;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Cli.Documents;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary><c>stbackup restore</c>: replaces everything in the database by a backup.</summary>
internal static class RestoreCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = new Argument<string?>("BACKUP")
        {
            Description = "The backup's name, or its number in the list. Without it, the list is shown.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var yes = new Option<bool>("--yes") { Description = "Don't ask." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Verify the backup, say what would be replaced, and change nothing." };
        var noSafetyBackup = new Option<bool>("--no-safety-backup") { Description = "Don't back up what is there first." };
        var command = new Command("restore", "Replace everything in the database by a backup.") { name, yes, dryRun, noSafetyBackup };
        runner.Run(command, async (context, cancellationToken) =>
        {
            var settings = context.Settings;
            var dialogue = new RestoreDialogue(context);
            var chosen = context.Parsed.GetValue(name) ?? await dialogue.ChooseAsync(cancellationToken);
            var options = new RestoreOptions { SafetyBackup = !context.Parsed.GetValue(noSafetyBackup) };
            var operation = new RestoreOperation(settings, context.Time);
            var plan = await context.PlanAsync(RunKind.Restore, settings, run => operation.PlanAsync(chosen, run, cancellationToken));

            var isDryRun = context.Parsed.GetValue(dryRun);
            if (!context.Json) RestoreRenderer.Render(plan, options, settings.Archive, context.Terminal);
            else if (isDryRun) DocumentWriter.Write(context.Terminal, RestorePlanDocument.Of(plan));
            if (isDryRun) return ExitCode.Done;

            if (!context.Parsed.GetValue(yes)) await dialogue.ConfirmAsync(plan, cancellationToken);
            var result = await context.RunAsync(
                RunKind.Restore, settings, run => operation.ExecuteAsync(plan, options, run, cancellationToken));

            if (context.Json) DocumentWriter.Write(context.Terminal, RestoreDocument.Of(result));
            else RestoreRenderer.Render(result, context.Terminal);
            return ExitCode.Done;
        });
        return command;
    }
}
