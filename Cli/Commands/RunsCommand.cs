using System.CommandLine;
using StreamingTracker.Backup.Cli.Documents;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary><c>stbackup runs</c>: says what ran, how it ended, and where one run's time went.</summary>
internal static class RunsCommand
{
    private const int DefaultCount = 20;

    public static Command Create(CommandRunner runner)
    {
        var id = new Argument<string?>("RUN")
        {
            Description = "A run's id, or the beginning of it: shows this run with its phases. Without it, the last runs are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var last = new Option<int?>("--last") { Description = $"How many runs to list. Default: {DefaultCount}.", HelpName = "N" };
        var command = new Command("runs", "List the last runs, newest first, or show one.") { id, last };
        command.Validators.Add(result =>
        {
            if (result.GetValue(last) < 1) result.AddError("--last is a number of 1 or more.");
            if (result.GetValue(id) is "") result.AddError("A run's id has at least one digit.");
        });
        runner.Run(command, (context, _) =>
        {
            var archive = context.ArchiveSettings.Archive;
            var operation = new RunsOperation(archive, context.DatabaseName);
            if (context.Parsed.GetValue(id) is { } wanted)
            {
                var run = operation.Find(wanted);
                if (context.Json) DocumentWriter.Write(context.Terminal, RunDocument.Of(run));
                else RunRenderer.Render(run, archive, context.Terminal);
            }
            else
            {
                var runs = operation.List(context.Parsed.GetValue(last) ?? DefaultCount);
                if (context.Json) DocumentWriter.Write(context.Terminal, RunListDocument.Of(runs));
                else RunListRenderer.Render(runs, archive, context.Terminal);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
