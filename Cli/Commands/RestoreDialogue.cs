using System.Globalization;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Commands;

/// <summary>What a restore asks: which backup, and whether it is meant. Without an answer nothing is restored.</summary>
internal sealed class RestoreDialogue(CommandContext context)
{
    private const string NameIt = "Name the backup: stbackup restore BACKUP --yes";

    /// <summary>Shows the numbered list and asks for a number.</summary>
    /// <returns>The name of the chosen backup: a number could mean another one by the time it is looked up.</returns>
    /// <exception cref="RefusedException">Nobody answers, or the answer is to quit.</exception>
    public async Task<string> ChooseAsync(CancellationToken cancellationToken)
    {
        if (context.Json) throw new RefusedException("With --json nothing is asked.", NameIt);
        var archive = context.Settings.Archive;
        var backups = new ListOperation(context.Settings, context.Time).List();
        if (backups.Count == 0) throw NoBackups.In(archive);

        ListRenderer.RenderNumbered(backups, archive, context.Terminal);
        FailureRenderer.WarnOfUnfinishedRestores(archive, context.DatabaseName, context.Terminal);
        while (await context.Terminal.AskAsync("Number of the backup to restore (q quits): ", cancellationToken) is { } answer)
        {
            if (answer is "q" or "Q") throw new RefusedException("Nothing was restored.", "Run it again to choose a backup.");
            var isNumber = int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            if (isNumber && number >= 1 && number <= backups.Count) return backups[number - 1].Name;
            context.Terminal.Out.WriteLine($"Type a number from 1 to {backups.Count}, or q.");
        }

        throw new RefusedException("No backup was chosen: there is nobody to ask.", NameIt);
    }

    /// <summary>Asks for the database's name.</summary>
    /// <exception cref="RefusedException">It is not given.</exception>
    public async Task ConfirmAsync(RestorePlan plan, CancellationToken cancellationToken)
    {
        if (context.Json) throw NotConfirmed("with --json nothing is asked");
        var database = plan.Database.Database;
        var question = $"Type the database's name ({Printable.Text(database)}) to go on: ";
        var answer = await context.Terminal.AskAsync(question, cancellationToken) ?? throw NotConfirmed("there is nobody to ask");
        if (answer != database) throw NotConfirmed("that is not the database's name");
    }

    private static RefusedException NotConfirmed(string why) =>
        new($"The restore was not confirmed: {why}. Nothing was changed.", "Type the database's name when asked, or pass --yes.");
}
