using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Says which backup was made.</summary>
internal static class BackupRenderer
{
    public static void Render(BackupResult result, Terminal terminal)
    {
        var manifest = result.Manifest;
        var database = Printable.Text(manifest.Source.Database);
        terminal.Out.WriteLine($"Backed up {Figures.Graph(manifest.Counts)} of database {database} in {Figures.Duration(result.Duration)}.");
        terminal.Out.WriteLine($"  File:         {Printable.Text(result.Backup.DataPath)} ({Figures.Size(manifest.Data.Bytes)})");
        terminal.Out.WriteLine($"  Consistency:  {States.Describe(manifest.Consistency)}");
        terminal.Out.WriteLine($"  Verified:     {(result.Verified ? "yes, read back before it was published" : "no")}");
        terminal.Out.WriteLine($"  Restore with: stbackup restore {result.Backup.Name}");
    }
}
