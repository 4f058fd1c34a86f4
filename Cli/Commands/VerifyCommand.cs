using System.CommandLine;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Cli.Documents;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Sandbox;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary><c>stbackup verify</c>: reads backups whole.</summary>
internal static class VerifyCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = new Argument<string?>("BACKUP")
        {
            Description = "The backup's name, or its number in the list. Default: the newest.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var all = new Option<bool>("--all") { Description = "Verify every backup." };
        var restore = new Option<bool>("--restore")
        {
            Description = "Restore it into a scratch database of this machine's memory as well, and compare what comes out.",
        };
        var command = new Command("verify", "Read a backup whole and say whether it is sound.") { name, all, restore };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetValue(name) is not null) result.AddError("Name a backup or give --all, not both.");
        });
        runner.Run(command, async (context, cancellationToken) =>
        {
            var settings = context.ArchiveSettings;
            await using var scratch = context.Parsed.GetValue(restore) ? await SandboxProcess.StartAsync(cancellationToken) : null;
            var drill = scratch is null ? null : new Drill(settings, new() { Address = scratch.Address, Credentials = scratch.Credentials }, context.Time);
            var operation = new VerifyOperation(settings, context.Time, drill);
            if (!context.Parsed.GetValue(all))
            {
                var outcome = await context.RunAsync(
                    RunKind.Verify, settings, run => operation.VerifyAsync(context.Parsed.GetValue(name), run, cancellationToken));
                if (context.Json) DocumentWriter.Write(context.Terminal, VerifiedDocument.Of(outcome));
                else VerifyRenderer.Render(outcome, context.Terminal);
                return outcome.Failure?.ExitCode ?? ExitCode.Done;
            }

            void Tell(VerifyOutcome outcome)
            {
                if (!context.Json) VerifyRenderer.Render(outcome, context.Terminal);
            }

            var outcomes = await context.RunAsync(
                RunKind.Verify, settings, run => operation.VerifyAllAsync(Tell, run, cancellationToken));
            if (outcomes.Count == 0) throw NoBackups.In(settings.Archive);
            if (context.Json) DocumentWriter.Write(context.Terminal, outcomes.Select(VerifiedDocument.Of).ToList());
            return VerifyOutcome.Gravest(outcomes)?.ExitCode ?? ExitCode.Done;
        });
        return command;
    }
}
