using System.CommandLine;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Cli.Documents;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary><c>stbackup pin</c> and <c>stbackup unpin</c>: which backups never expire.</summary>
internal static class PinCommands
{
    public static Command CreatePin(CommandRunner runner) => Create(
        runner, "pin", "Pin a backup, so that it never expires.", (archive, name) => archive.Pin(name), "is pinned: it never expires.");

    public static Command CreateUnpin(CommandRunner runner) => Create(
        runner, "unpin", "Take a backup's pin away.", (archive, name) => archive.Unpin(name), "is not pinned: it expires like others.");

    private static Command Create(CommandRunner runner, string verb, string description, Action<BackupArchive, string> change, string said)
    {
        var name = new Argument<string>("BACKUP") { Description = "The backup's name, or its number in the list." };
        var command = new Command(verb, description) { name };
        runner.Run(command, (context, _) =>
        {
            var settings = context.ArchiveSettings;
            // A number means another backup once there is a newer one, so it is looked up once.
            var backup = new ListOperation(settings, context.Time).Find(context.Parsed.GetRequiredValue(name)).Name;
            var archive = new BackupArchive(settings.Archive, context.Time);
            change(archive, backup);

            if (context.Json) DocumentWriter.Write(context.Terminal, ShownDocument.Of(archive.Find(backup)));
            else context.Terminal.Out.WriteLine($"{Printable.Text(backup)} {said}");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
