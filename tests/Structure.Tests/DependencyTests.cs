using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Structure.Tests;

/// <summary>Dependencies point one way (docs/architecture.md).</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Bolt"] = [],
        ["Archive"] = [],
        ["Graph"] = ["Archive", "Bolt"],
        ["Neo4jHost"] = ["Bolt"],
        ["Sandbox"] = ["Bolt", "Graph"],
        ["Operations"] = ["Archive", "Bolt", "Graph"],
        ["Contracts"] = [],
        ["ServiceDefaults"] = ["Contracts", "Operations"],
        ["Runner"] = ["Contracts", "Operations", "ServiceDefaults"],
        ["Scheduler"] = ["Contracts", "Operations", "ServiceDefaults"],
        ["BackupWorker"] = ["Contracts", "Operations", "Runner", "Sandbox", "ServiceDefaults"],
        ["RestoreWorker"] = ["Contracts", "Operations", "Runner", "ServiceDefaults"],
        ["Server"] = ["BackupWorker", "Contracts", "Operations", "RestoreWorker", "Runner", "Scheduler", "ServiceDefaults"],
        ["Cli"] = ["Operations", "Sandbox"],
        ["AppHost"] = ["BackupWorker", "Neo4jHost", "Operations", "RestoreWorker", "Sandbox", "Scheduler", "Server"],
    };

    [Fact]
    public void Every_source_project_has_its_place_among_the_layers() =>
        Assert.Equal(MayKnow.Keys.Order(StringComparer.Ordinal), SourceTree.SourceProjects.Select(project => project.Name));

    [Fact]
    public void The_table_of_layers_says_what_each_project_may_know()
    {
        var table =
            from line in File.ReadLines(Path.Combine(RepositoryRoot.Path, "docs", "architecture.md"))
            where line.StartsWith("| `", StringComparison.Ordinal)
            let cells = line.Trim('|', ' ').Split(" | ")
            select $"{cells[0].Trim('`')}: {(cells.Length > 2 ? cells[2].Replace("`", "", StringComparison.Ordinal) : "")}";

        Assert.Equal(
            MayKnow.Select(layer => $"{layer.Key}: {string.Join(", ", layer.Value)}").Order(StringComparer.Ordinal),
            table.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_source_project_knows_only_the_layers_below_it()
    {
        var upwards =
            from project in SourceTree.SourceProjects
            from reference in project.References
            where !MayKnow[project.Name].Contains(reference)
            select $"{project.Name} -> {reference}";

        Assert.Empty(upwards);
    }
}
