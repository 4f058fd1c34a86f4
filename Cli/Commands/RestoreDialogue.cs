using System.Globalization;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary>What a restore asks: which backup, and whether it is meant. Without an answer nothing is restored.</summary>
internal sealed class RestoreDialogue(CommandContext context)
{
    /// <summary>Shows the numbered list and asks for a number.</summary>
    /// <returns>The name of the chosen backup: a number could mean another one by the time it is looked up.</returns>
    /// <exception cref="RefusedException">Nobody answers, or the answer is to quit.</exception>
    public async Task<string> ChooseAsync(CancellationToken cancellationToken)
    {
        if (context.Json) throw new RefusedException("With --json nothing is asked.", "Name the backup: stbackup restore BACKUP --yes --json");
        var archive = context.Settings.Archive;
        var backups = new ListOperation(context.Settings, context.Time).List();
        if (backups.Count == 0) throw NoBackups.In(archive);

        ListRenderer.RenderNumbered(backups, archive, context.Terminal);
        while (await context.Terminal.AskAsync("Number of the backup to restore (q quits): ", cancellationToken) is { } answer)
        {
            if (answer.Equals("q", StringComparison.OrdinalIgnoreCase)) throw new RefusedException("Nothing was restored.", "Run it again to choose a backup.");
            if (int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= backups.Count)
                return backups[number - 1].Name;
            context.Terminal.Out.WriteLine($"Type a number from 1 to {backups.Count}, or q.");
        }

        throw new RefusedException("No backup was chosen: there is nobody to ask.", "Name the backup: stbackup restore BACKUP --yes");
    }

    /// <summary>Asks for the database's name.</summary>
    /// <exception cref="RefusedException">It is not given.</exception>
    public async Task ConfirmAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        const string Remedy = "Type the database's name when asked, or pass --yes.";
        if (context.Json) throw new RefusedException("The restore was not confirmed: with --json nothing is asked.", "Pass --yes.");
        var database = plan.Database.Database;
        var answer = await context.Terminal.AskAsync($"Type the database's name ({Printable.Text(database)}) to go on: ", cancellationToken);
        if (answer is null) throw new RefusedException("The restore was not confirmed: there is nobody to ask. Nothing was changed.", Remedy);
        if (answer != database) throw new RefusedException("The restore was not confirmed: that is not the database's name. Nothing was changed.", Remedy);
    }
}
