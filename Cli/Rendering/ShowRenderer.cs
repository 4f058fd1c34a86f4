using Spectre.Console;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Cli.Terminals;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Shows one backup: what it says of itself.</summary>
internal static class ShowRenderer
{
    public static void Render(ArchivedBackup backup, BackupArchiveOptions archive, Terminal terminal)
    {
        var screen = Screens.OfOutput(terminal);
        var facts = Tables.Create(("", false), ("", false)).HideHeaders();
        foreach (var (title, value) in Facts(backup, archive)) facts.AddRow(Tables.Cells(title, value));
        screen.Write(facts);
        if (backup.Manifest is not { } manifest) return;

        terminal.Out.WriteLine();
        var labels = Tables.Create(("Labels", false), ("Nodes", true));
        foreach (var count in manifest.Counts.NodesByLabels) labels.AddRow(Tables.Cells(Names.LabelSet(count.Labels), Figures.Count(count.Count)));
        screen.Write(labels);

        terminal.Out.WriteLine();
        var types = Tables.Create(("Type", false), ("Relationships", true));
        foreach (var count in manifest.Counts.RelationshipsByType) types.AddRow(Tables.Cells(count.Type, Figures.Count(count.Count)));
        screen.Write(types);

        terminal.Out.WriteLine();
        screen.Write(Schema(manifest.Schema));
    }

    private static IEnumerable<(string Title, string Value)> Facts(ArchivedBackup backup, BackupArchiveOptions archive)
    {
        yield return ("Name", backup.Name);
        yield return ("File", backup.DataPath);
        yield return ("Size", $"{Figures.Size(backup.Bytes)} ({Figures.Count(backup.Bytes)} bytes)");
        yield return ("When", $"{Figures.When(backup.CreatedAt, archive)} {archive.TimeZone}");
        yield return ("State", States.Of(backup));
        if (backup.Manifest is not { } manifest) yield break;
        yield return ("Consistency", States.Describe(manifest.Consistency));
        yield return ("Holds", $"{Figures.Graph(manifest.Counts.Nodes, manifest.Counts.Relationships)}, {Figures.Count(manifest.Counts.Properties, "property", "properties")}");
        yield return ("Source", $"database {manifest.Source.Database} of Neo4j {manifest.Source.ServerVersion} {manifest.Source.Edition}");
        yield return ("Reason", manifest.Reason);
        if (manifest.Note is not null) yield return ("Note", manifest.Note);
        yield return ("Written by", manifest.WrittenBy);
        yield return ("Run", manifest.RunId);
        yield return ("SHA-256", manifest.Data.Sha256);
    }

    private static Table Schema(GraphSchema schema)
    {
        var table = Tables.Create(("Schema", false), ("Kind", false), ("On", false), ("Properties", false));
        foreach (var item in schema.Constraints.Concat(schema.Indexes))
            table.AddRow(Tables.Cells(item.Name, item.Kind, Names.Target(item), string.Join(", ", item.Properties)));
        return table;
    }
}
