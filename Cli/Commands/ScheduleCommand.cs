using System.CommandLine;
using StreamingTracker.Backup.Cli.Documents;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Schedules;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary><c>stbackup schedule</c>: says when backups are due.</summary>
internal static class ScheduleCommand
{
    private const int DefaultCount = 10;
    private const int Most = 1000;

    public static Command Create(CommandRunner runner)
    {
        var count = new Option<int?>("--count") { Description = $"How many of the next backups to show. Default: {DefaultCount}.", HelpName = "N" };
        var command = new Command("schedule", "Show when the next backups are due.") { count };
        command.Validators.Add(result =>
        {
            if (result.GetValue(count) is < 1 or > Most) result.AddError($"--count is a number from 1 to {Most}.");
        });
        runner.Run(command, (context, _) =>
        {
            var overview = new ScheduleOverview(context.ArchiveSettings, context.DatabaseName, context.Time);
            var schedule = overview.Describe(context.Parsed.GetValue(count) ?? DefaultCount);

            if (context.Json) DocumentWriter.Write(context.Terminal, ScheduleDocument.Of(schedule));
            else ScheduleRenderer.Render(schedule, context.ArchiveSettings, context.Terminal);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
