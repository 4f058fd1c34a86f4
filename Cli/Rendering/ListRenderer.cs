using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Shows the archive's backups.</summary>
internal static class ListRenderer
{
    /// <summary>As a table.</summary>
    public static void Render(IReadOnlyList<ArchivedBackup> backups, BackupArchiveOptions archive, Terminal terminal)
    {
        if (backups.Count == 0)
        {
            terminal.Out.WriteLine($"There is no backup in {Printable.Text(archive.Directory)}.");
            return;
        }

        var table = new PlainTable(0, 2, 4, 5);
        table.Add("#", "Name", "Size", "When", "Nodes", "Relationships", "State");
        for (var i = 0; i < backups.Count; i++)
        {
            var (backup, counts) = (backups[i], backups[i].Manifest?.Counts);
            table.Add(
                $"{i + 1}",
                backup.Name,
                Figures.Size(backup.Bytes),
                Figures.When(backup.CreatedAt, archive),
                counts is null ? "-" : Figures.Count(counts.Nodes),
                counts is null ? "-" : Figures.Count(counts.Relationships),
                States.Of(backup));
        }

        table.WriteTo(terminal.Out);
    }

    /// <summary>As the numbered list to choose from.</summary>
    public static void RenderNumbered(IReadOnlyList<ArchivedBackup> backups, BackupArchiveOptions archive, Terminal terminal)
    {
        terminal.Out.WriteLine("Available backups:");
        for (var i = 0; i < backups.Count; i++)
        {
            var backup = backups[i];
            var fault = backup.Fault is null ? "" : $" - {States.Of(backup)}";
            terminal.Out.WriteLine($"[{i + 1}] {Figures.Backup(backup, archive)}{fault}");
        }
    }
}
