using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Shows one backup: what it says of itself.</summary>
internal static class ShowRenderer
{
    public static void Render(ArchivedBackup backup, BackupArchiveOptions archive, Terminal terminal)
    {
        var output = terminal.Out;
        var facts = new PlainTable();
        foreach (var (title, value) in Facts(backup, archive)) facts.Add(title, value);
        facts.WriteTo(output);
        if (backup.Manifest is not { } manifest) return;

        var labels = new PlainTable(1);
        labels.Add("Labels", "Nodes");
        foreach (var count in manifest.Counts.NodesByLabels) labels.Add(Names.LabelSet(count.Labels), Figures.Count(count.Count));
        output.WriteLine();
        labels.WriteTo(output);

        var types = new PlainTable(1);
        types.Add("Type", "Relationships");
        foreach (var count in manifest.Counts.RelationshipsByType) types.Add(count.Type, Figures.Count(count.Count));
        output.WriteLine();
        types.WriteTo(output);

        output.WriteLine();
        RenderSchema(manifest.Schema, output);
    }

    private static IEnumerable<(string Title, string Value)> Facts(ArchivedBackup backup, BackupArchiveOptions archive)
    {
        yield return ("Name", backup.Name);
        yield return ("File", backup.DataPath);
        yield return ("Size", $"{Figures.Size(backup.Bytes)} ({Figures.Count(backup.Bytes)} bytes)");
        yield return ("When", $"{Figures.When(backup.CreatedAt, archive)} {archive.TimeZone}");
        yield return ("State", States.Of(backup));
        yield return ("Verified", Verified(backup, archive));
        if (backup is { Manifest: null, Fault: null }) yield return ("Holds", "what stbackup verify counts: a file of this kind doesn't say");
        if (backup.Manifest is not { } manifest) yield break;
        yield return ("Consistency", States.Describe(manifest.Consistency));
        var properties = Figures.Count(manifest.Counts.Properties, "property", "properties");
        yield return ("Holds", $"{Figures.Graph(manifest.Counts)}, {properties}");
        yield return ("Source", $"database {manifest.Source.Database} of Neo4j {manifest.Source.ServerVersion} {manifest.Source.Edition}");
        yield return ("Reason", manifest.Reason);
        if (manifest.Note is not null) yield return ("Note", manifest.Note);
        yield return ("Written by", manifest.WrittenBy);
        yield return ("Run", manifest.RunId);
        yield return ("SHA-256", manifest.Data.Sha256);
    }

    private static string Verified(ArchivedBackup backup, BackupArchiveOptions archive) => backup.Verification is { } verification
        ? $"{Figures.When(verification.At, archive)} {archive.TimeZone}, {(verification.IsSound ? "sound" : "NOT SOUND")}"
        : "not yet, as far as is known";

    // The server's statement is whole, options included, and can be run by hand.
    private static void RenderSchema(GraphSchema schema, TextWriter output)
    {
        output.WriteLine($"Schema: {Figures.Schema(schema)}");
        foreach (var item in schema.Constraints.Concat(schema.Indexes))
        {
            var statement = item.CreateStatement ?? $"{item.Kind} {item.Name} on {Names.Target(item)} {string.Join(", ", item.Properties)}";
            output.WriteLine($"  {Printable.Text(statement)}");
        }
    }
}
