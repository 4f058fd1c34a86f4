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
        var resume = new Option<bool>("--resume") { Description = "Begin a restore that broke off again, at its wipe." };
        var rollback = new Option<bool>("--rollback") { Description = "Bring back what was there before a restore that broke off." };
        var command = new Command("restore", "Replace everything in the database by a backup.") { name, yes, dryRun, noSafetyBackup, resume, rollback };
        command.Validators.Add(result =>
        {
            var ends = (result.GetValue(resume) ? 1 : 0) + (result.GetValue(rollback) ? 1 : 0);
            if (ends > 1) result.AddError("Give --resume or --rollback, not both.");
            if (ends == 1 && result.GetValue(name) is not null) result.AddError("--resume and --rollback know which backup: name none.");
            if (ends == 1 && result.GetValue(noSafetyBackup)) result.AddError("--resume and --rollback make no safety backup: leave --no-safety-backup out.");
        });
        runner.Run(command, async (context, cancellationToken) =>
        {
            var settings = context.Settings;
            var dialogue = new RestoreDialogue(context);
            var way = context.Parsed.GetValue(resume) ? RestoreWay.Resume : context.Parsed.GetValue(rollback) ? RestoreWay.Rollback : RestoreWay.Restore;
            var options = new RestoreOptions { SafetyBackup = !context.Parsed.GetValue(noSafetyBackup) };
            var operation = new RestoreOperation(settings, context.Time);
            var chosen = way == RestoreWay.Restore ? context.Parsed.GetValue(name) ?? await dialogue.ChooseAsync(cancellationToken) : null;
            var plan = await context.PlanAsync(RunKind.Restore, settings, async run => chosen is null
                ? await operation.PlanEndAsync(way, run, cancellationToken)
                : await operation.PlanAsync(chosen, run, cancellationToken));
            if (plan is null) return SayNothingToDo(context, way);

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

    private static ExitCode SayNothingToDo(CommandContext context, RestoreWay way)
    {
        if (context.Json) DocumentWriter.Write(context.Terminal, NothingToDoDocument.Instance);
        else context.Terminal.Out.WriteLine($"Nothing to do: the last restore was {(way == RestoreWay.Resume ? "finished" : "rolled back")} already.");
        return ExitCode.Done;
    }
}
