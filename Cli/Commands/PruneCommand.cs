using System.CommandLine;
using StreamingTracker.Backup.Archive.Retention;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Cli.Documents;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary><c>stbackup prune</c>: removes the backups that no rule keeps.</summary>
internal static class PruneCommand
{
    public static Command Create(CommandRunner runner)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Say which rule keeps each backup, or why it goes, and change nothing." };
        var yes = new Option<bool>("--yes") { Description = "Don't ask. Nobody is asked either when the rules are configured (Retention:Days and so on)." };
        var trustClock = new Option<bool>("--trust-clock") { Description = "The clock is right, though nothing ran for long, or it was set back." };
        var command = new Command("prune", "Remove the backups that no rule keeps.") { dryRun, yes, trustClock };
        runner.Run(command, async (context, cancellationToken) =>
        {
            var settings = context.ArchiveSettings;
            var operation = new PruneOperation(settings, context.DatabaseName, context.Time);
            var mayAsk = !settings.RetentionIsConfigured && !context.Parsed.GetValue(yes);
            if (context.Parsed.GetValue(dryRun) || mayAsk)
            {
                var plans = operation.Plan();
                if (!context.Json) PruneRenderer.Render(plans, settings, context.Terminal);
                else if (context.Parsed.GetValue(dryRun)) DocumentWriter.Write(context.Terminal, RetentionDocument.Of(plans));
                FailureRenderer.WarnOfUnfinishedRestores(settings.Archive, context.DatabaseName, context.Terminal);
                if (context.Parsed.GetValue(dryRun)) return ExitCode.Done;
                if (plans.Any(plan => plan.Removed.Count > 0)) await ConfirmAsync(context, plans, cancellationToken);
            }

            var result = await context.RunAsync(
                RunKind.Prune, settings, run => operation.RunAsync(context.Parsed.GetValue(trustClock), run, cancellationToken));
            if (context.Json) DocumentWriter.Write(context.Terminal, PruneDocument.Of(result));
            else PruneRenderer.Render(result, context.Terminal);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task ConfirmAsync(CommandContext context, IReadOnlyList<RetentionPlan> plans, CancellationToken cancellationToken)
    {
        if (context.Json) throw NotConfirmed("with --json nothing is asked");
        var backups = Figures.Count(plans.Sum(plan => plan.Removed.Count), "backup", "backups");
        var answer = await context.Terminal.AskAsync($"No rule is configured, so these are the default ones. Remove {backups} (yes or no)? ", cancellationToken);
        if (answer is null) throw NotConfirmed("there is nobody to ask");
        if (answer is not ("yes" or "y")) throw NotConfirmed("the answer is not yes");
    }

    private static RefusedException NotConfirmed(string why) => new(
        $"Nothing was removed: {why}.", "Configure the rules (Retention:Days=30 and so on), answer yes when asked, or pass --yes.");
}
